#include "tests/app/kill/Reckoning.h"

#include "core/base/Csv.h"
#include "core/base/Random.h"
#include "core/model/Outbox.h"
#include "core/policy/OptOutWords.h"
#include "core/store/Codes.h"
#include "core/store/Store.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <functional>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// Each row as its cells by the header's names.
QList<QHash<QString, QString>> rowsOf(const QString& path, QStringList& faults)
{
    QList<QHash<QString, QString>> rows;
    QFile file(path);
    if (!file.open(QFile::ReadOnly)) {
        faults.append(path + u" cannot be read"_s);
        return rows;
    }
    Csv csv(file);
    QStringList names;
    while (true) {
        const auto row = csv.next();
        if (!row) {
            faults.append(path + u": "_s + row.error().detail);
        }
        if (!row || !*row) {
            return rows;
        }
        if (names.isEmpty()) {
            names = (*row)->cells;
            continue;
        }
        QHash<QString, QString> cells;
        for (qsizetype i = 0; i < names.size(); ++i) {
            cells.insert(names.at(i), (*row)->cells.value(i));
        }
        rows.append(cells);
    }
}

QString sha256(const QString& text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

/// When a UUIDv7 was made, in ms.
qint64 timeOf(const QString& uuid) { return (uuid.left(8) + uuid.mid(9, 4)).toLongLong(nullptr, 16); }

bool isSendType(int type) { return isSend(static_cast<OutboxType>(type)); }

} // namespace

Reckoning::Reckoning(const Files& files)
{
    readLedger(files.ledger);
    readMessages(files.messages);
    readCommands(files.gateway);
    readOptOuts(files.optOuts);
    for (const auto& client : files.clients) {
        compareClient(client);
        if (!client.key.isEmpty()) {
            compareSealed(client);
        }
    }
    compareNotes(files.clients);
    compareCarrier();
    compareOptOuts();
    compareAnswers();
    compareReplies();
    compareTotals(files.record);
}

void Reckoning::lose(const QString& line)
{
    ++m_lost;
    fault(u"lost: "_s + line);
}

void Reckoning::doubleUp(const QString& line)
{
    ++m_doubled;
    fault(u"doubled: "_s + line);
}

void Reckoning::readLedger(const QString& path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly)) {
        fault(u"the carrier's ledger cannot be read"_s);
        return;
    }
    QStringList stopsUnderWay;
    auto number = 0;
    auto unsettled = false;
    while (!file.atEnd()) {
        const auto line = QJsonDocument::fromJson(file.readLine()).object();
        const auto what = line.value(u"what"_s).toString();
        ++number;
        if (what == "text"_L1) {
            const auto id = line.value(u"id"_s).toString();
            const CarrierText text{line.value(u"to"_s).toString(), line.value(u"sha256"_s).toString(),
                                   line.value(u"confirmation"_s).toBool(), number, line.value(u"at"_s).toInteger()};
            if (m_texts.contains(id)) {
                doubleUp(u"the carrier took %1 twice"_s.arg(id));
            }
            m_texts.insert(id, text);
            ++(text.confirmation ? m_figures.confirmations : m_figures.texts);
            if (!text.confirmation && m_stopKnown.contains(text.to)) {
                fault(u"text %1 after the gateway knew of STOP"_s.arg(id));
            }
        } else if (what == "repeat"_L1) {
            ++m_figures.repeats;
        } else if (what == "given"_L1) {
            unsettled = true;
            for (const auto& event : line.value(u"events"_s).toArray()) {
                const auto json = event.toObject();
                if (json.value(u"kind"_s).toString() != "reply"_L1) {
                    continue;
                }
                const Reply reply{json.value(u"from"_s).toString(), json.value(u"text"_s).toString()};
                m_replies.insert(json.value(u"id"_s).toString(), reply);
                const auto tier = readOptOut(reply.text).tier;
                if (tier == OptOutTier::Certain || tier == OptOutTier::Phrase) {
                    stopsUnderWay.append(reply.from);
                }
            }
        } else if (what == "settled"_L1) {
            unsettled = false;
            for (const auto& from : std::exchange(stopsUnderWay, {})) {
                m_stopKnown.insert(from, number);
            }
        }
    }
    if (unsettled) {
        fault(u"the gateway ended without storing what the carrier had handed in"_s);
    }
    m_figures.replies = static_cast<int>(m_replies.size());
}

void Reckoning::readMessages(const QString& path)
{
    for (const auto& row : rowsOf(path, m_faults)) {
        m_messages.insert(row.value(u"id"_s), {row.value(u"contact"_s), row.value(u"number"_s), row.value(u"kind"_s),
                                               row.value(u"text"_s), row.value(u"delivery"_s), row.value(u"reason"_s)});
    }
}

void Reckoning::readCommands(const QString& path)
{
    const auto opened = Database::open({path});
    auto read = opened ? Result<void>() : Result<void>(Unexpected{opened.error()});
    const auto each = [&](const QString& sql, const std::function<void(const QSqlQuery&)>& take) {
        if (read) {
            read = (*opened)->run(sql, {}, [&take](const QSqlQuery& row) {
                take(row);
                return true;
            });
        }
    };
    each(u"SELECT id, status = 0, repeats, received_at FROM commands"_s, [this](const QSqlQuery& row) {
        m_commands.insert(row.value(0).toString(),
                          {row.value(1).toBool() ? u"accepted"_s : u"refused"_s, row.value(3).toLongLong()});
        m_figures.deliveredTwice += row.value(2).toInt() > 0 ? 1 : 0;
    });
    each(u"SELECT id, number FROM contacts"_s,
         [this](const QSqlQuery& row) { m_numbers.insert(row.value(0).toString(), row.value(1).toString()); });
    each(u"SELECT contact, step, value FROM answers"_s, [this](const QSqlQuery& row) {
        m_answers[row.value(0).toString()].insert(row.value(1).toString(), row.value(2).toString());
    });
    if (!read) {
        fault(u"the gateway's database cannot be read: "_s + read.error().detail);
    }
}

void Reckoning::readOptOuts(const QString& path)
{
    for (const auto& row : rowsOf(path, m_faults)) {
        m_suppressed.insert(row.value(u"number"_s));
    }
    m_figures.optOuts = static_cast<int>(m_suppressed.size());
}

void Reckoning::compareClient(const ClientFiles& client)
{
    auto& known = m_known[client.name];
    const auto before = known.size();
    m_sealedAnswers.clear();
    const auto opened = Database::open({client.database});
    if (!opened) {
        fault(client.name + u": the store cannot be read: "_s + opened.error().detail);
        return;
    }
    const auto commands = (*opened)->run(u"SELECT o.id, o.type, o.state, c.id FROM outbox o LEFT JOIN contact c "_s
                                         "ON c.key = o.contact ORDER BY o.key"_s,
                                         {}, [&](const QSqlQuery& row) {
                                             known.insert(row.value(0).toString());
                                             compareRow(client, row.value(0).toString(), row.value(1).toInt(),
                                                        row.value(2).toInt(), row.value(3).toString());
                                             return true;
                                         });
    const auto heard =
        (*opened)->run(u"SELECT id FROM message WHERE kind = %1"_s.arg(static_cast<int>(MessageKind::Incoming)), {},
                       [&](const QSqlQuery& row) {
                           m_heardByClients.insert(row.value(0).toString());
                           return true;
                       });
    if (!commands || !heard) {
        fault(client.name + u": the store cannot be read"_s);
    }
    const auto decisions = static_cast<int>(known.size() - before);
    m_figures.decisions += decisions;
    m_figures.ofProgram += client.key.isEmpty() ? decisions : 0;
}

void Reckoning::compareNotes(const QList<ClientFiles>& clients)
{
    QSet<QString> read;
    for (const auto& client : clients) {
        QFile notes(client.notes);
        if (client.notes.isEmpty() || read.contains(client.notes) || !notes.open(QFile::ReadOnly)) {
            continue;
        }
        read.insert(client.notes);
        const auto lines = QString::fromLatin1(notes.readAll()).split(u'\n', Qt::SkipEmptyParts);
        // After a death the program says again what waits.
        for (const auto& id : QSet<QString>(lines.cbegin(), lines.cend())) {
            ++m_figures.noted;
            m_figures.notedOfProgram += client.key.isEmpty() ? 1 : 0;
            if (!m_known.value(client.name).contains(id)) {
                lose(client.name + u" decided "_s + id + u", and its store does not have it"_s);
            }
        }
    }
}

void Reckoning::compareRow(const ClientFiles& client, const QString& id, int type, int state, const QString& contact)
{
    const auto what = client.name + u' ' + id;
    const auto outcome = m_commands.value(id).outcome;
    const auto atCarrier = m_texts.contains(id);
    if (static_cast<OutboxType>(type) == OutboxType::Answer && !contact.isEmpty()) {
        noteAnswer(client, id, state, contact);
    }
    switch (static_cast<OutboxState>(state)) {
    case OutboxState::Done:
        if (static_cast<OutboxType>(type) == OutboxType::OptOut && !contact.isEmpty()) {
            m_optOutsOfClients.append({client.name, id, contact});
        }
        if (outcome != "accepted"_L1) {
            lose(what + u" is acknowledged, and the gateway has no such command"_s);
        }
        if (isSendType(type)) {
            m_sentByClients.insert(id, client.name);
            if (!m_messages.contains(id) || m_messages.value(id).contact != contact) {
                lose(what + u" is acknowledged, and the gateway has no such text to this contact"_s);
            }
        }
        break;
    case OutboxState::Refused:
        ++m_figures.refused;
        if (outcome != "refused"_L1 || atCarrier) {
            fault(what + u" was refused here, and not by the gateway"_s);
        }
        break;
    case OutboxState::Cancelled:
    case OutboxState::Expired:
        ++m_figures.refused;
        if (outcome == "accepted"_L1 || atCarrier) {
            fault(what + u" was taken back here, and went all the same"_s);
        }
        break;
    default:
        // Counts of what a room sends may wait for the next start: they are no decision about anybody.
        if (static_cast<OutboxType>(type) != OutboxType::Choices) {
            lose(what + u" never came to an end"_s);
        }
    }
}

void Reckoning::noteAnswer(const ClientFiles& client, const QString& id, int state, const QString& contact)
{
    auto& answers = m_answersOfClients[contact];
    answers.clients.insert(client.name);
    switch (static_cast<OutboxState>(state)) {
    case OutboxState::Done:
        answers.isKnown = answers.isKnown && !client.key.isEmpty();
        m_sealedAnswers.append({id, contact});
        break;
    case OutboxState::Cancelled:
        break; // Taken back before it left.
    default:
        answers.isKnown = false;
    }
}

void Reckoning::compareSealed(const ClientFiles& client)
{
    const SystemClock clock;
    SystemRandom random;
    const auto store = Store::open({client.database, client.key, {}}, clock, random);
    if (!store) {
        fault(client.name + u": the store does not open: "_s + store.error().detail);
        return;
    }
    const auto read = (*store)->eachMessage([&](const Message& message) {
        const auto there = m_messages.constFind(message.id.value);
        const auto dead = message.delivery == Delivery::Refused || message.delivery == Delivery::Cancelled;
        if (!dead &&
            (there == m_messages.cend() || there->text != message.text || there->contact != message.contact.value)) {
            fault(client.name + u": message "_s + message.id.value + u" is not the gateway's"_s);
        }
        return true;
    });
    if (!read) {
        fault(client.name + u": "_s + read.error().detail);
    }
    for (const auto& [id, contact] : std::as_const(m_sealedAnswers)) {
        const auto row = (*store)->outboxRow(CommandId{id});
        const auto* answer = row && *row ? std::get_if<AnswerPayload>(&(*row)->command.payload) : nullptr;
        if (!answer) {
            fault(client.name + u": the answer "_s + id + u" cannot be read"_s);
            continue;
        }
        m_answersOfClients[contact].last.insert(answer->step.value, answer->value);
    }
    for (const auto& id : (*store)->contactOrder()) {
        const auto* record = (*store)->contact(id);
        if (record->optedOut != m_suppressed.contains(record->contact.phone.e164())) {
            fault(client.name + u": the opt-out of "_s + id.value + u" is not on both sides"_s);
        }
        if (record->stage == ContactStage::NeedsFirstMessage && record->assigned && !record->optedOut &&
            !record->skipped) {
            fault(client.name + u": "_s + id.value + u" was forgotten"_s);
        }
    }
}

void Reckoning::compareCarrier()
{
    QSet<QString> texted;
    for (auto it = m_messages.cbegin(); it != m_messages.cend(); ++it) {
        if (it->kind == "incoming"_L1) {
            continue;
        }
        const auto at = m_texts.constFind(it.key());
        const auto stopped = it->delivery == "failed"_L1 && it->reason == "opted-out"_L1;
        if (at == m_texts.cend()) {
            if (!stopped) {
                lose(u"the gateway's text %1 never reached the carrier"_s.arg(it.key()));
            }
            continue;
        }
        if (stopped) {
            fault(u"the gateway says that %1 was stopped, and it was not"_s.arg(it.key()));
        }
        if (at->to != it->number || at->sha256 != sha256(it->text)) {
            fault(u"the carrier got another text than the gateway has: %1"_s.arg(it.key()));
        }
        if (it->kind == "firstMessage"_L1) {
            if (texted.contains(it->contact)) {
                doubleUp(u"contact %1 got two first messages"_s.arg(it->contact));
            }
            texted.insert(it->contact);
        }
        if (it->kind != "confirmation"_L1 && !m_sentByClients.contains(it.key())) {
            fault(u"nobody approved %1"_s.arg(it.key()));
        }
    }
    for (auto it = m_texts.cbegin(); it != m_texts.cend(); ++it) {
        if (!m_messages.contains(it.key())) {
            fault(u"the gateway has no record of %1"_s.arg(it.key()));
        }
    }
}

/// What a client recorded holds for its own later texts, and for everybody's from when the gateway had it.
void Reckoning::compareOptOuts()
{
    QMultiHash<QString, QString> textsTo;
    for (auto it = m_texts.cbegin(); it != m_texts.cend(); ++it) {
        if (!it->confirmation) {
            textsTo.insert(it->to, it.key());
        }
    }
    for (const auto& optOut : std::as_const(m_optOutsOfClients)) {
        const auto what = optOut.client + u"'s opt-out "_s + optOut.id;
        const auto number = m_numbers.value(optOut.contact);
        ++m_figures.optOutsOfClients;
        if (!m_suppressed.contains(number)) {
            lose(what + u" is acknowledged, and the gateway does not hold it"_s);
        }
        for (const auto& id : textsTo.values(number)) {
            if (m_sentByClients.value(id) == optOut.client && timeOf(id) > timeOf(optOut.id)) {
                fault(what + u" came before its own text "_s + id);
            }
            if (m_texts.value(id).at > m_commands.value(optOut.id).at) {
                fault(what + u" was with the gateway before the carrier got "_s + id);
            }
        }
    }
}

void Reckoning::compareAnswers()
{
    for (auto it = m_answersOfClients.cbegin(); it != m_answersOfClients.cend(); ++it) {
        if (!it->isKnown || it->clients.size() != 1) {
            continue; // Whose came last nobody can tell.
        }
        QHash<QString, QString> expected;
        for (auto answer = it->last.cbegin(); answer != it->last.cend(); ++answer) {
            if (!answer->isEmpty()) {
                expected.insert(answer.key(), *answer);
            }
        }
        const auto there = m_answers.value(it.key());
        m_figures.answers += static_cast<int>(expected.size());
        if (there != expected) {
            const auto client = *it->clients.cbegin();
            fault(client + u": the answers of "_s + it.key() + u" are not the gateway's"_s);
        }
    }
    for (auto it = m_answers.cbegin(); it != m_answers.cend(); ++it) {
        if (!m_answersOfClients.contains(it.key())) {
            fault(u"nobody recorded the answers of "_s + it.key());
        }
    }
}

void Reckoning::compareReplies()
{
    for (auto it = m_replies.cbegin(); it != m_replies.cend(); ++it) {
        const auto there = m_messages.constFind(it.key());
        if (there == m_messages.cend() || there->text != it->text || there->number != it->from) {
            lose(u"the gateway does not have reply %1"_s.arg(it.key()));
        } else if (!m_heardByClients.contains(it.key())) {
            lose(u"no client has reply %1"_s.arg(it.key()));
        }
    }
    for (auto it = m_stopKnown.cbegin(); it != m_stopKnown.cend(); ++it) {
        if (!m_suppressed.contains(it.key())) {
            lose(u"an opt-out by reply"_s);
        }
    }
}

void Reckoning::compareTotals(const QJsonObject& record)
{
    for (const auto* name : {"doubleTexts", "afterOptOut", "waitingForCarrier"}) {
        if (record.value(QLatin1String(name)).toInt(-1) != 0) {
            fault(u"the gateway counts %1 %2"_s.arg(record.value(QLatin1String(name)).toInt(-1))
                      .arg(QLatin1String(name)));
        }
    }
}

} // namespace textbank
