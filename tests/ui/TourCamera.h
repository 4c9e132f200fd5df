#pragma once

#include "ui/theme/Theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QtTest>
#include <algorithm>

namespace textbank::TourCamera {

using namespace Qt::StringLiterals;

/// The rows of a tour: every theme at 100 % and 200 %, in English and Spanish, or those that TEXTBANK_TOUR names.
inline void variants()
{
    QTest::addColumn<ThemeChoice>("choice");
    QTest::addColumn<int>("percent");
    QTest::addColumn<QString>("language");
    const QStringList wanted = qEnvironmentVariable("TEXTBANK_TOUR").split(u',', Qt::SkipEmptyParts);
    const std::pair<const char*, ThemeChoice> themes[] = {
        {"light", ThemeChoice::Light}, {"dark", ThemeChoice::Dark}, {"contrast", ThemeChoice::HighContrast}};
    for (const auto& [name, choice] : themes) {
        for (const int percent : {100, 200}) {
            for (const QString& language : {u"en"_s, u"es"_s}) {
                if (choice == ThemeChoice::HighContrast && language == u"es"_s)
                    continue;
                const QString row = u"%1-%2-%3"_s.arg(QLatin1String(name)).arg(percent).arg(language);
                if (wanted.isEmpty() || wanted.contains(row))
                    QTest::newRow(qPrintable(row)) << choice << percent << language;
            }
        }
    }
}

/// Words that have less room than they need.
inline QStringList cutWords(const QWidget& window, const QString& name)
{
    QStringList cut;
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty() || label->textFormat() == Qt::RichText)
            continue;
        const QSize need =
            label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->minimumSizeHint();
        // What is elided on purpose has its whole text as a tool tip.
        if ((need.width() > label->width() + 1 && label->toolTip().isEmpty()) || need.height() > label->height() + 1)
            cut.append(u"%1: \"%2\" needs %3x%4, has %5x%6"_s.arg(name, label->text().left(40))
                           .arg(need.width())
                           .arg(need.height())
                           .arg(label->width())
                           .arg(label->height()));
    }
    for (const auto* button : window.findChildren<QAbstractButton*>()) {
        if (button->isVisible() && !button->text().isEmpty() && button->toolTip().isEmpty() &&
            button->sizeHint().width() > button->width() + 1)
            cut.append(u"%1: button \"%2\" needs %3, has %4"_s.arg(name, button->text())
                           .arg(button->sizeHint().width())
                           .arg(button->width()));
    }
    return cut;
}

/// Into <build>/tour.
inline void take(QWidget& window, const QString& name)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QTest::qWait(30); // Layouts settle level by level, and nothing tells when all have.
    // On a busy machine that takes longer.
    (void)QTest::qWaitFor([&] { return cutWords(window, name).isEmpty(); }, 2000);
    QDir().mkpath(QLatin1String(TEXTBANK_BINARY_DIR "/tour"));
    const QPixmap shot = window.grab();
    QVERIFY(shot.save(QLatin1String(TEXTBANK_BINARY_DIR "/tour/") + name + u".png"_s));
}

} // namespace textbank::TourCamera
