"""What runs inside the sandbox: the standard library, pandas, and no answer to any question.

The folder is mounted into the sandbox as it is. It imports nothing of the course, so that nothing of the
course has to be trusted in there.
"""
