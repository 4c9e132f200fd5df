#pragma once

#include "core/base/Result.h"
#include "core/model/Campaign.h"
#include "core/model/Change.h"
#include "core/model/Command.h"
#include "core/model/Contact.h"

#include <QByteArray>
#include <QSet>
#include <QStringList>

namespace textbank {

/// The plain form of what is sealed: compact and binary, each value with the number of its layout in front, so that a
/// later layout can still read this one. `decode` fails with Corrupt.
namespace codec {

/// One copy of texts that many contacts share: states, languages, reasons, names of fields.
class Pool
{
public:
    QString shared(const QString& text);

private:
    QSet<QString> m_texts;
};

/// The personal part of a contact; id, campaign, lease and ordinal are columns.
QByteArray encodeContact(const Contact& contact);
Result<void> decodeContact(const QByteArray& plain, Contact& into, Pool& pool);

/// Tags and answers.
QByteArray encodeWork(const ContactRecord& record);
Result<void> decodeWork(const QByteArray& plain, ContactRecord& into, Pool& pool);

QByteArray encodeCampaign(const Campaign& campaign);
Result<Campaign> decodeCampaign(const QByteArray& plain);

/// What the gate decided by when a text was approved.
struct Evidence
{
    PhoneNumber phone;
    QStringList zones;
};
/// The command without what lies in columns (id, campaign, createdAt), but with its contact.
QByteArray encodeCommand(const Command& command, const Evidence& evidence);
Result<void> decodeCommand(const QByteArray& plain, Command& into, Evidence& evidence);

/// Small groups of texts: a staff message, a suppression, an outcome.
QByteArray encodeTexts(const QStringList& texts);
Result<QStringList> decodeTexts(const QByteArray& plain, qsizetype count);

} // namespace codec
} // namespace textbank
