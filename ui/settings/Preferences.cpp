#include "ui/settings/Preferences.h"

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kThemeKey = "look/theme";
constexpr auto kScaleKey = "look/textPercent";
constexpr auto kLanguageKey = "language";
constexpr auto kShieldKey = "replies/shield";
constexpr auto kLettersKey = "keys/singleLetters";
constexpr auto kGeometryKey = "window/geometry";
const QString kKeysGroup = u"keymap"_s;

const QMap<ThemeChoice, QString>& themeNames()
{
    static const QMap<ThemeChoice, QString> names{{ThemeChoice::System, u"system"_s},
                                                  {ThemeChoice::Light, u"light"_s},
                                                  {ThemeChoice::Dark, u"dark"_s},
                                                  {ThemeChoice::HighContrast, u"high-contrast"_s}};
    return names;
}

const QMap<ShieldLevel, QString>& shieldNames()
{
    static const QMap<ShieldLevel, QString> names{
        {ShieldLevel::Off, u"off"_s}, {ShieldLevel::Hostile, u"hostile"_s}, {ShieldLevel::Strong, u"strong"_s}};
    return names;
}

} // namespace

Preferences::Preferences(const QString& path, QObject* parent)
    : QObject(parent)
    , m_settings(path, QSettings::IniFormat)
{
}

ThemeChoice Preferences::theme() const
{
    return themeNames().key(m_settings.value(QLatin1String(kThemeKey)).toString(), ThemeChoice::System);
}

void Preferences::setTheme(ThemeChoice choice)
{
    m_settings.setValue(QLatin1String(kThemeKey), themeNames().value(choice));
    emit changed();
}

double Preferences::textScale() const
{
    const int percent = m_settings.value(QLatin1String(kScaleKey), 100).toInt();
    return std::clamp(percent, 100, 200) / 100.0;
}

void Preferences::setTextScale(double scale)
{
    m_settings.setValue(QLatin1String(kScaleKey), qRound(std::clamp(scale, 1.0, 2.0) * 100));
    emit changed();
}

QString Preferences::language() const
{
    const QString language = m_settings.value(QLatin1String(kLanguageKey)).toString();
    return language == u"en"_s || language == u"es"_s ? language : QString();
}

void Preferences::setLanguage(const QString& language)
{
    m_settings.setValue(QLatin1String(kLanguageKey), language);
    emit changed();
}

ShieldLevel Preferences::shield() const
{
    return shieldNames().key(m_settings.value(QLatin1String(kShieldKey)).toString(), ShieldLevel::Hostile);
}

void Preferences::setShield(ShieldLevel level)
{
    m_settings.setValue(QLatin1String(kShieldKey), shieldNames().value(level));
    emit changed();
}

bool Preferences::singleLetterKeys() const { return m_settings.value(QLatin1String(kLettersKey), true).toBool(); }

void Preferences::setSingleLetterKeys(bool on)
{
    m_settings.setValue(QLatin1String(kLettersKey), on);
    emit changed();
}

QMap<QString, QList<QKeySequence>> Preferences::keys() const
{
    QMap<QString, QList<QKeySequence>> keys;
    auto& settings = const_cast<QSettings&>(m_settings); // Groups are a cursor, not content.
    settings.beginGroup(kKeysGroup);
    for (const QString& id : settings.childKeys()) {
        QList<QKeySequence> sequences;
        for (const QString& text : settings.value(id).toString().split(u"; "_s, Qt::SkipEmptyParts)) {
            const auto sequence = QKeySequence::fromString(text, QKeySequence::PortableText);
            if (!sequence.isEmpty())
                sequences.append(sequence);
        }
        keys.insert(id, sequences);
    }
    settings.endGroup();
    return keys;
}

void Preferences::setKeys(const QMap<QString, QList<QKeySequence>>& keys)
{
    m_settings.remove(kKeysGroup);
    m_settings.beginGroup(kKeysGroup);
    for (auto it = keys.begin(); it != keys.end(); ++it) {
        QStringList texts;
        for (const QKeySequence& sequence : it.value())
            texts.append(sequence.toString(QKeySequence::PortableText));
        m_settings.setValue(it.key(), texts.join(u"; "_s));
    }
    m_settings.endGroup();
    emit changed();
}

QByteArray Preferences::windowGeometry() const { return m_settings.value(QLatin1String(kGeometryKey)).toByteArray(); }

void Preferences::setWindowGeometry(const QByteArray& geometry)
{
    m_settings.setValue(QLatin1String(kGeometryKey), geometry);
}

void Preferences::applyTo(Theme& theme) const
{
    theme.setChoice(this->theme());
    theme.setTextScale(textScale());
}

} // namespace textbank
