#pragma once

#include "ui/theme/Theme.h"

namespace textbank {

/// What a piece of text or a strip is about; never the only sign: an icon or words go with it.
enum class Tone { Plain, Muted, Accent, Good, Warn, Bad };

inline QColor textColor(Tone tone, const ThemeColors& c)
{
    switch (tone) {
    case Tone::Plain:
        return c.text;
    case Tone::Muted:
        return c.textMuted;
    case Tone::Accent:
        return c.accent;
    case Tone::Good:
        return c.good;
    case Tone::Warn:
        return c.warn;
    case Tone::Bad:
        return c.bad;
    }
    return c.text;
}
/// The fill of a chip or banner; text on it is c.text, icons textColor(tone).
inline QColor softColor(Tone tone, const ThemeColors& c)
{
    switch (tone) {
    case Tone::Plain:
    case Tone::Muted:
        return c.surfaceAlt;
    case Tone::Accent:
        return c.accentSoft;
    case Tone::Good:
        return c.goodSoft;
    case Tone::Warn:
        return c.warnSoft;
    case Tone::Bad:
        return c.badSoft;
    }
    return c.surfaceAlt;
}

} // namespace textbank
