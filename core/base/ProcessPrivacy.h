#pragma once

namespace textbank {

/// Keeps what this process knows out of files and other processes' reach, as far as the system lets it: no core dump,
/// and on Linux no reading of its memory by other programs of the same user. The first thing a program does.
void keepProcessPrivate();

} // namespace textbank
