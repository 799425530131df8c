#!/bin/bash
# The Littlest JupyterHub on one machine: what this course needs. Run it as an administrator of the hub.
# Untested by us on a real hub; the commands are those of its documentation, the memory is measured (memory.csv).
#   bash littlest.sh https://github.com/owner/name main
set -euo pipefail
address=${1:?"Say where your copy of the course lies: bash littlest.sh https://github.com/owner/name main"}
branch=${2:-main}

# Into the environment that all students share; JupyterLab and nbgitpuller are there already.
sudo -E pip install --upgrade "china-russia-axis @ git+$address@$branch"

sudo tljh-config set user_environment.default_app jupyterlab
sudo tljh-config set limits.memory 896M
sudo tljh-config set services.cull.timeout 3600
sudo tljh-config set services.cull.every 600
sudo tljh-config reload
