#include "app/desktop/Translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace textbank {

Translations::Translations(const QString& language)
{
    auto system = QLocale::system();
    if (system.language() == QLocale::C) {
        system = QLocale(QLocale::English, QLocale::UnitedStates); // "C" writes times as a log does.
    }
    auto locale = language.isEmpty() ? system : QLocale(language);
    if (!language.isEmpty() && system.language() == locale.language()) {
        locale = system; // Keeps the country's way of writing times and numbers.
    }
    QLocale::setDefault(locale);
    if (m_own.load(locale, u"textbank"_s, u"_"_s, u":/i18n"_s)) {
        QCoreApplication::installTranslator(&m_own);
    }
    if (m_qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qt);
    }
}

Translations::~Translations()
{
    QCoreApplication::removeTranslator(&m_qt);
    QCoreApplication::removeTranslator(&m_own);
}

} // namespace textbank
