#!/bin/sh
# Installs policy-engine from this folder, without network and without a compiler.
#   sh install.sh [FOLDER]      FOLDER: where to install, by default ./policy-engine
# 离线安装：无需联网，无需编译器。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-policy-engine}
python=${PYTHON:-python3}

if ! command -v "$python" >/dev/null; then
    echo "本机找不到 ${python}：请先安装 Python（所需版本见 $here/made-for.json）。" \
         "$python was not found on this machine: install Python first ($here/made-for.json names the version)." >&2
    exit 1
fi
if [ -e "$target" ] && [ ! -e "$target/pyvenv.cfg" ]; then
    echo "“$target”已存在且不是本产品的安装文件夹：请另选一个，如 sh install.sh 新文件夹。" \
         "$target exists and is not an installation of this product: name another folder, as in sh install.sh FOLDER." >&2
    exit 1
fi
"$python" "$here/doctor.py" --wheels-of "$here/made-for.json"

"$python" -m venv --clear "$target"
"$target/bin/python" -m pip --quiet --quiet --disable-pip-version-check \
    install --no-index --find-links "$here/wheels" policy-engine
# The compiled part is tried here and now, not by the first officer who submits something:
# a system library older than the one it was built against shows only when it is loaded.
if ! "$target/bin/python" -c 'import durable.lang'; then
    echo "已安装，但编译好的 durable-rules 在本机无法加载（原因见上一行）：请在与本机系统相同的机器上用“make bundle”重新制作安装包。" \
         "Installed, but the compiled durable-rules does not load on this machine (the line above says why):" \
         "make the bundle again with \`make bundle\` on a machine with the same system." >&2
    exit 1
fi
"$target/bin/policy-engine" --version
echo "安装完成。试一试： Installed. Try it:"
# In quotes: what is copied from the screen must work where a folder's name has spaces in it.
echo "\"$target/bin/policy-engine\" check \"$here/policies/330522-changxing/cases/sian-2024-complies.yaml\" --policies \"$here/policies\""
