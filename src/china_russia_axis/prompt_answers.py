"""Send a kernel's answers to the browser at once; Jupyter Server loads this, and nothing else does.

A kernel answers a moved slider with three small messages. By default the operating system holds a second
small message back until the first one is acknowledged, which may take 40 ms: more than the answer itself.
``--ServerApp.kernel_websocket_connection_class=china_russia_axis.prompt_answers.PromptAnswers``
switches that off for the connection between server and browser.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptAnswers(ZMQChannelsWebsocketConnection):
    """The usual connection, without waiting to fill a packet (TCP_NODELAY)."""

    def connect(self):
        """Connect as usual, and ask for small packets."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
