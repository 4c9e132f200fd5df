#pragma once

#include "tests/support/Forensics.h"

#include <QByteArray>
#include <QList>
#include <QString>

/// People whose data can be searched for: nothing of it occurs in the program, its settings or anything else by itself.
namespace textbank::unusual {

struct Person
{
    QString first;
    QString last;
    QString number; ///< E.164, fictional.
    QString place;
};

QList<Person> people();

/// Letters that every name and place has in it, of this process alone: what has them is of nobody else who works with
/// such people on this computer at the same time. A process that is to have them too gets TEXTBANK_UNUSUAL_MARK.
QString mark();

/// The list of them as a gateway imports it.
QByteArray csv();

/// A campaign document for them, open at every hour as only practice is.
QByteArray campaign();

/// Looks for each of them.
Forensics investigator();

/// How something of them could lie on a disk, each of which that search has to find: what it is, and the bytes.
QList<QPair<QString, QByteArray>> traces();

/// And for a text of a conversation: its beginning, and its words, of which the campaign's own name lies open in the
/// campaign's id; see core/store/THREATS.md.
void lookForText(Forensics& search, const QString& text);

} // namespace textbank::unusual
