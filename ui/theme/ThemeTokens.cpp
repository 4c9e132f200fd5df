#include "ui/theme/ThemeTokens.h"

#include <cmath>

namespace textbank {

namespace {

QColor rgb(unsigned value) { return QColor::fromRgb(QRgb(0xFF000000U | value)); }

ThemeColors light()
{
    ThemeColors c;
    c.window = rgb(0xF6F7F9);
    c.surface = rgb(0xFFFFFF);
    c.surfaceAlt = rgb(0xEEF0F4);
    c.border = rgb(0xDDE1E8);
    c.text = rgb(0x171A21);
    c.textMuted = rgb(0x5A6272);
    c.accent = rgb(0x2F5BEA);
    c.accentText = rgb(0xFFFFFF);
    c.accentSoft = rgb(0xE6ECFF);
    c.bubbleIn = rgb(0xE9ECF1);
    c.bubbleInText = c.text;
    c.bubbleOut = c.accent;
    c.bubbleOutText = c.accentText;
    c.good = rgb(0x0B7044);
    c.goodSoft = rgb(0xE0F5EA);
    c.warn = rgb(0x8A5300);
    c.warnSoft = rgb(0xFFF1D6);
    c.bad = rgb(0xB3261E);
    c.badSoft = rgb(0xFDE7E5);
    return c;
}

ThemeColors dark()
{
    ThemeColors c;
    c.window = rgb(0x14161B);
    c.surface = rgb(0x1C1F26);
    c.surfaceAlt = rgb(0x232732);
    c.border = rgb(0x323845);
    c.text = rgb(0xECEEF3);
    c.textMuted = rgb(0xA3ABBA);
    c.accent = rgb(0x7C9CFF);
    c.accentText = rgb(0x0C1533);
    c.accentSoft = rgb(0x26325A);
    c.bubbleIn = rgb(0x2A2F3A);
    c.bubbleInText = c.text;
    c.bubbleOut = rgb(0x3355C8);
    c.bubbleOutText = rgb(0xFFFFFF);
    c.good = rgb(0x6FD6A4);
    c.goodSoft = rgb(0x17352A);
    c.warn = rgb(0xF2BE5C);
    c.warnSoft = rgb(0x3A2D12);
    c.bad = rgb(0xFF9C94);
    c.badSoft = rgb(0x44211F);
    return c;
}

ThemeColors highContrast()
{
    ThemeColors c;
    c.window = rgb(0x000000);
    c.surface = rgb(0x000000);
    c.surfaceAlt = rgb(0x1A1A1A);
    c.border = rgb(0xFFFFFF);
    c.text = rgb(0xFFFFFF);
    c.textMuted = rgb(0xE8E8E8);
    c.accent = rgb(0xFFE500);
    c.accentText = rgb(0x000000);
    c.accentSoft = rgb(0x3A3500);
    c.bubbleIn = rgb(0x1A1A1A);
    c.bubbleInText = c.text;
    c.bubbleOut = rgb(0xFFE500);
    c.bubbleOutText = rgb(0x000000);
    c.good = rgb(0x7CFFB2);
    c.goodSoft = rgb(0x00260F);
    c.warn = rgb(0xFFD75E);
    c.warnSoft = rgb(0x2B2000);
    c.bad = rgb(0xFFA8A0);
    c.badSoft = rgb(0x360500);
    return c;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

ThemeColors colorsOf(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::System:
    case ThemeChoice::Light:
        return light();
    case ThemeChoice::Dark:
        return dark();
    case ThemeChoice::HighContrast:
        return highContrast();
    }
    return light();
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor blended(const QColor& under, const QColor& over, double alpha)
{
    const auto mix = [alpha](int u, int o) { return static_cast<int>(std::lround(u + (o - u) * alpha)); };
    return {mix(under.red(), over.red()), mix(under.green(), over.green()), mix(under.blue(), over.blue())};
}

} // namespace textbank
