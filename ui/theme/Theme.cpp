#include "ui/theme/Theme.h"

#include "ui/theme/IconEngine.h"
#include "ui/theme/StyleSheet.h"
#include "ui/theme/ThemeTokens.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPixmapCache>
#include <QStyleFactory>
#include <QStyleHints>
#include <cmath>

// A static library's resources are not registered by themselves.
static void registerResources() { Q_INIT_RESOURCE(ui); }

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

Theme* theCurrent = nullptr;

bool systemIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
#endif
}

/// The system's interface font first, unless it is the nameless sans of a bare desktop; then what reads well.
QStringList interfaceFamilies()
{
    const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    const QStringList good{u"Inter"_s, u"Segoe UI"_s, u"SF Pro Text"_s, u"Noto Sans"_s};
    const bool nameless = system.isEmpty() || system.startsWith(u"Sans"_s, Qt::CaseInsensitive) ||
                          system.startsWith(u"DejaVu"_s, Qt::CaseInsensitive);
    QStringList families;
    if (!nameless)
        families += system;
    for (const QString& family : good) {
        if (QFontDatabase::hasFamily(family) && !families.contains(family))
            families += family;
    }
    if (nameless && !system.isEmpty())
        families += system;
    families += u"Noto Color Emoji"_s;
    return families;
}

QPalette paletteOf(const ThemeColors& c)
{
    QPalette p;
    const auto both = [&p](QPalette::ColorRole role, const QColor& color) { p.setColor(role, color); };
    both(QPalette::Window, c.window);
    both(QPalette::WindowText, c.text);
    both(QPalette::Base, c.surface);
    both(QPalette::AlternateBase, c.surfaceAlt);
    both(QPalette::ToolTipBase, c.text);
    both(QPalette::ToolTipText, c.surface);
    both(QPalette::Text, c.text);
    both(QPalette::PlaceholderText, c.textMuted);
    both(QPalette::Button, c.surface);
    both(QPalette::ButtonText, c.text);
    both(QPalette::BrightText, c.bad);
    both(QPalette::Light, blended(c.surface, c.text, 0.04));
    both(QPalette::Midlight, blended(c.surface, c.text, 0.08));
    both(QPalette::Mid, c.border);
    both(QPalette::Dark, blended(c.border, c.text, 0.25));
    both(QPalette::Shadow, blended(c.window, QColor(Qt::black), 0.5));
    both(QPalette::Highlight, c.accent);
    both(QPalette::HighlightedText, c.accentText);
    both(QPalette::Link, c.accent);
    both(QPalette::LinkVisited, c.accent);
    // Disabled words stay readable; they are told apart by the missing fill and the words beside them.
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.textMuted);
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.border);
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, c.textMuted);
    return p;
}

} // namespace

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_systemIsDark(systemIsDark())
    , m_families(interfaceFamilies())
{
    registerResources();
    theCurrent = this;
    m_monoFamilies = {QFontDatabase::systemFont(QFontDatabase::FixedFont).family(), u"Noto Sans Mono"_s,
                      u"Noto Color Emoji"_s};
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        m_systemIsDark = systemIsDark();
        if (m_choice == ThemeChoice::System)
            apply();
    });
#endif
    apply();
}

Theme& Theme::current()
{
    Q_ASSERT(theCurrent);
    return *theCurrent;
}

void Theme::setChoice(ThemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    apply();
}

ThemeChoice Theme::resolved() const
{
    if (m_choice != ThemeChoice::System)
        return m_choice;
    return m_systemIsDark ? ThemeChoice::Dark : ThemeChoice::Light;
}

bool Theme::isDark() const { return resolved() != ThemeChoice::Light; }

void Theme::setTextScale(double scale)
{
    scale = std::clamp(scale, 1.0, 2.0);
    if (qFuzzyCompare(scale, m_scale))
        return;
    m_scale = scale;
    apply();
}

int Theme::px(double pixels) const { return static_cast<int>(std::lround(pixels * m_scale)); }

int Theme::space(Space step) const
{
    // Gaps grow half as fast as text: at 200 % the room belongs to the words.
    return static_cast<int>(std::lround(static_cast<int>(step) * (1.0 + (m_scale - 1.0) * 0.5)));
}

int Theme::borderWidth() const { return resolved() == ThemeChoice::HighContrast ? 2 : 1; }

QFont Theme::made(TextRole role) const
{
    QFont font;
    font.setFamilies(role == TextRole::Mono ? m_monoFamilies : m_families);
    font.setStyleStrategy(QFont::PreferAntialias);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    const auto set = [&](double size, QFont::Weight weight) {
        font.setPixelSize(px(size));
        font.setWeight(weight);
    };
    switch (role) {
    case TextRole::Display:
        set(28, QFont::DemiBold);
        break;
    case TextRole::Title:
        set(20, QFont::DemiBold);
        break;
    case TextRole::Heading:
        set(15, QFont::DemiBold);
        break;
    case TextRole::Body:
        set(14, QFont::Normal);
        break;
    case TextRole::Small:
        set(12, QFont::Normal);
        break;
    case TextRole::Mono:
        set(13, QFont::Normal);
        break;
    }
    return font;
}

QIcon Theme::icon(const QString& name) const { return icon(name, m_colors.text); }

QIcon Theme::icon(const QString& name, const QColor& color) const { return QIcon(new IconEngine(name, color)); }

void Theme::apply()
{
    m_colors = colorsOf(resolved());
    for (std::size_t role = 0; role < m_fonts.size(); ++role)
        m_fonts.at(role) = made(static_cast<TextRole>(role));
    QPixmapCache::clear();
    QApplication::setPalette(paletteOf(m_colors));
    QApplication::setFont(font(TextRole::Body));
    if (auto* app = qobject_cast<QApplication*>(QCoreApplication::instance()))
        app->setStyleSheet(styleSheetFor(*this));
    emit changed();
}

} // namespace textbank
