"""policy-engine completion"""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from .help import command as described
from .streams import show

_PROGRAM = "policy-engine"
_VARIABLE = "_POLICY_ENGINE_COMPLETE"
_MORE = """在 Shell 的启动文件中加入示例中的一行，重新打开终端后按 Tab 键即可补全命令、选项和取值。

Put the line of the example into the shell's start-up file; in a new terminal the Tab key then completes
commands, options and their values.

\b
示例 Examples:
  eval "$(policy-engine completion bash)"     # ~/.bashrc
  eval "$(policy-engine completion zsh)"      # ~/.zshrc
  policy-engine completion fish | source      # ~/.config/fish/config.fish
"""


@described("completion", "输出 Shell 自动补全脚本", "Print the script for shell completion", _MORE)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"没有 {shell} 的补全脚本 there is no completion for {shell}")
    # click's own line for use: the script as a whole, without starting a bash to ask its version.
    completion = found(context.find_root().command, {}, _PROGRAM, _VARIABLE)
    show(completion.source_template % completion.source_vars())
    return 0
