#pragma once

#include <QString>
#include <QTranslator>

namespace textbank {

/// The program's language and Qt's own words in it. Installed before the first window.
class Translations
{
public:
    /// `language` is "en", "es", or empty for the system's. A language that Textbank does not speak falls back to
    /// English.
    explicit Translations(const QString& language);
    ~Translations();
    Translations(const Translations&) = delete;
    Translations& operator=(const Translations&) = delete;

private:
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace textbank
