#!/bin/sh
# Judges the shipped examples and says what that showed. Run by `make demo`, in the checkout:
#   sh tools/demo.sh COMMAND      COMMAND: where policy-engine is installed
set -eu
engine=$1

# A rejected set-up is what the second step is for, so exit code 1 is right there and wrong in
# the first; 2, 3 and a crash are wrong everywhere.
step() {
    expected=$1
    shift
    printf '\n$ policy-engine %s\n' "$*"
    status=0
    "$engine" "$@" || status=$?
    if [ "$status" -ne "$expected" ]; then
        echo "示例未按预期结束：“policy-engine $*”的退出码是 ${status}，应为 ${expected}，请把以上输出报告给维护者。" \
             "The demonstration did not end as it should: \`policy-engine $*\` exited with $status, not $expected;" \
             "please report the output above to the maintainers." >&2
        exit 1
    fi
}

step 0 check policies/331122-jinyun/cases/dongdu-2024-complies.yaml --policies policies
step 1 check policies/331004-luqiao/cases/pengjie-2024-faults.yaml --policies policies
step 1 check policies/331081-wenling/cases --policies policies

cat <<'END'

以上三步：第一份方案符合政策（退出码 0）；第二份不符合（退出码 1），逐条列出了问题、依据和差额；
最后对整个文件夹作了汇总，其中的文件全部使用中文栏目。换成自己的文件：.venv/bin/policy-engine check 方案.yaml --policies 政策文件夹
Three steps: the first set-up complies (exit code 0); the second does not (exit code 1), and each finding
says what, by which rule and by how much; the last one summed up a whole folder, written in Chinese keys
throughout. To judge your own:
.venv/bin/policy-engine check SETUP.yaml --policies FOLDER
END
