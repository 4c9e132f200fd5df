#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QStringList>
#include <array>

namespace textbank {

enum class ThemeChoice { System, Light, Dark, HighContrast };

/// Colours by what they mean; every text colour has at least 4.5:1 on the surfaces it is used on.
struct ThemeColors
{
    QColor window;     ///< Behind everything.
    QColor surface;    ///< Cards, lists, composer.
    QColor surfaceAlt; ///< Side panes, hovered rows.
    QColor border;
    QColor text;
    QColor textMuted;  ///< Secondary text.
    QColor accent;     ///< The one accent: primary button, selection, focus ring.
    QColor accentText; ///< On accent.
    QColor accentSoft; ///< Selected row, chips.
    QColor bubbleIn, bubbleInText, bubbleOut, bubbleOutText;
    QColor good, warn, bad;             ///< Text and icons.
    QColor goodSoft, warnSoft, badSoft; ///< Banners behind them.
};

enum class TextRole { Display, Title, Heading, Body, Small, Mono };
/// The spacing scale in device-independent pixels at 100 % text size.
enum class Space { Xs = 4, S = 8, M = 12, L = 16, Xl = 24, Xxl = 32 };
enum class Radius { Control = 8, Card = 12, Bubble = 16 };

/// Palette, style sheet, type scale and icons for the whole program. Made once by app before the first window.
class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QObject* parent = nullptr);
    void setChoice(ThemeChoice choice);
    ThemeChoice choice() const { return m_choice; }
    /// The theme in force: System is resolved to Light or Dark.
    ThemeChoice resolved() const;
    bool isDark() const;
    /// 1.0 to 2.0; everything that holds text grows with it.
    void setTextScale(double scale);
    double textScale() const { return m_scale; }

    const ThemeColors& colors() const { return m_colors; }
    QFont font(TextRole role) const { return m_fonts.at(static_cast<std::size_t>(role)); }
    int space(Space step) const; ///< Scaled.
    int radius(Radius radius) const { return static_cast<int>(radius); }
    /// `pixels` at 100 %, grown with the text: icon sizes, widths that hold text.
    int px(double pixels) const;
    /// Hairlines: 1, or 2 in high contrast.
    int borderWidth() const;
    /// One of resources/icons/<name>.svg drawn in a colour of the theme.
    QIcon icon(const QString& name) const;
    QIcon icon(const QString& name, const QColor& color) const;
    /// The theme that is in force; set by the constructor.
    static Theme& current();

signals:
    void changed(); ///< Colours or sizes are others: rebuild what was painted.

private:
    void apply();
    QFont made(TextRole role) const;

    ThemeChoice m_choice = ThemeChoice::System;
    double m_scale = 1.0;
    bool m_systemIsDark = false;
    QStringList m_families;
    QStringList m_monoFamilies;
    ThemeColors m_colors;
    /// Kept: a font that was made anew has to be looked for again, at every measuring of a word.
    std::array<QFont, static_cast<std::size_t>(TextRole::Mono) + 1> m_fonts;
};

} // namespace textbank
