#pragma once

#include <QCoreApplication>
#include <QLocale>
#include <QString>

/// What the files of textbank::words share.
namespace textbank::words {

inline QString tr(const char* text, const char* comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("textbank::words", text, comment, n);
}

/// The user's; in the C locale the way of the United States.
inline QLocale locale()
{
    const QLocale own;
    return own.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : own;
}

} // namespace textbank::words
