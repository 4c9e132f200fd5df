#include "ui/widgets/KeyNames.h"

#include <QCoreApplication>

namespace textbank {

QString keyName(const QKeySequence& key)
{
    QString text = key.toString(QKeySequence::NativeText);
    // As short as they are printed on the keys, where Qt's own translation spells them out.
    const char* const theirs = "QShortcut";
    for (const char* name : {QT_TRANSLATE_NOOP("Actions", "Ctrl"), QT_TRANSLATE_NOOP("Actions", "Shift")})
        text.replace(QCoreApplication::translate(theirs, name) + u'+',
                     QCoreApplication::translate("Actions", name) + u'+');
    // Qt calls the two keys Return and Enter; on both stands the same word, and the action map uses it too.
    const QString enter = QCoreApplication::translate("Actions", "Enter");
    text.replace(QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText), enter);
    text.replace(QKeySequence(Qt::Key_Enter).toString(QKeySequence::NativeText), enter);
    return text;
}

} // namespace textbank
