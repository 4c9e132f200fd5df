#include "tests/core/host/TestHost.h"
#include "tests/fuzz/Fuzz.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

constexpr int kPeople = 8;
constexpr int kInputsPerHost = 400;

/// One volunteer signed in with everybody's contact. Remade now and then, so that a run does not fill the disk.
struct Room
{
    TestHost host{kPeople};
    Texter texter = host.texter(kPeople);
    int inputs = 0;
    QHash<MessageId, SendKind> accepted; ///< Each text, by what it was when it came first.
};

/// What became of everything that came, by type; a first message and a reply each by its own name.
struct Outcomes
{
    int unread = 0; ///< Inputs that are no commands.
    int refused = 0;
    QMap<QString, int> accepted;
};
Outcomes g_reached;

QString nameOf(const Command& command)
{
    const auto* send = std::get_if<SendPayload>(&command.payload);
    return !send                                  ? commandType(command.payload)
           : send->kind == SendKind::FirstMessage ? u"first message"_s
                                                  : u"reply"_s;
}

/// A corpus that is turned away at the door tries nothing of what lies behind it.
void checkReached()
{
    FUZZ_CHECK(g_reached.unread == 0);
    FUZZ_CHECK(g_reached.refused > 0);
    for (const auto* name : {"first message", "reply", "optout.record", "answer.set", "tag.add", "tag.remove",
                             "note.add", "contact.skip", "contact.wrongNumber", "conversation.close",
                             "conversation.reopen", "conversation.escalate", "staff.message", "choices.report"}) {
        if (g_reached.accepted.value(QLatin1String(name)) == 0) {
            std::fprintf(stderr, "no %s of the corpus was accepted\n", name);
            std::abort();
        }
    }
}

const AfterCorpus kAsked(checkReached);

/// $LEASE, $CURSOR, $POLICY, $CAMPAIGN, $NEW and $CONTACT0 to $CONTACT7 stand for what only a running gateway knows.
QByteArray filledIn(QByteArray body, Room& room)
{
    body.replace("$LEASE", room.texter.page.lease.token.toUtf8());
    body.replace("$CURSOR", room.texter.cursor.toUtf8());
    body.replace("$POLICY", HoursPolicy::builtInVersion().toUtf8());
    body.replace("$CAMPAIGN", room.host.campaign.value.toUtf8());
    for (int i = 0; i < kPeople; ++i) {
        body.replace("$CONTACT" + QByteArray::number(i), room.texter.page.contacts.at(i).id.value.toUtf8());
    }
    for (auto at = body.indexOf("$NEW"); at >= 0; at = body.indexOf("$NEW")) {
        body.replace(at, 4, room.host.newId().toUtf8());
    }
    return body;
}

/// Whatever came, the carrier has only sound first messages, one for each number, and replies to people who may be
/// texted.
void check(Room& room, const QList<PhoneNumber>& optedOut, const QList<int>& before)
{
    QSet<PhoneNumber> first;
    for (const auto& text : std::as_const(room.host.carrier.texts)) {
        if (text.purpose == Carrier::Purpose::Conversation) {
            FUZZ_CHECK(!text.text.trimmed().isEmpty());
            FUZZ_CHECK(room.accepted.contains(text.id));
            if (room.accepted.value(text.id) == SendKind::FirstMessage) {
                FUZZ_CHECK(!first.contains(text.to));
                first.insert(text.to);
            }
        }
    }
    for (qsizetype i = 0; i < optedOut.size(); ++i) {
        FUZZ_CHECK(room.host.carrier.textsTo(optedOut.at(i)) == before.at(i));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static Room* room = nullptr;
    static QList<PhoneNumber> optedOut;
    static QList<int> textsBefore;
    if (!room || room->inputs >= kInputsPerHost) {
        const auto first = room == nullptr;
        delete room;
        room = new Room;
        if (first) {
            std::atexit([] { delete std::exchange(room, nullptr); }); // After this come Qt's own globals.
        }
        optedOut.clear();
        textsBefore.clear();
    }
    ++room->inputs;
    const auto json = wire::parseObject(filledIn(fuzzBytes(data, size), *room));
    if (!json) {
        ++g_reached.unread;
        return 0;
    }
    auto commands = wire::readCommands(*json);
    if (!commands) {
        ++g_reached.unread;
        return 0;
    }
    for (auto& command : *commands) {
        // A hash of zeros asks for the right one, so that changed texts get past the first check too.
        auto* send = std::get_if<SendPayload>(&command.payload);
        if (send && send->textSha256 == QByteArray(32, '\0')) {
            send->textSha256 = QCryptographicHash::hash(send->text.toUtf8(), QCryptographicHash::Sha256);
        }
    }
    const auto outcomes = room->host.host->push(room->texter.caller, *commands);
    if (outcomes) {
        FUZZ_CHECK(outcomes->size() == commands->size());
        for (qsizetype i = 0; i < commands->size(); ++i) {
            const auto& command = commands->at(i);
            const auto isAccepted = outcomes->at(i).status == CommandStatus::Accepted;
            g_reached.refused += isAccepted ? 0 : 1;
            g_reached.accepted[nameOf(command)] += isAccepted ? 1 : 0;
            const auto* send = std::get_if<SendPayload>(&command.payload);
            const MessageId text{command.id.value};
            if (send && isAccepted && !room->accepted.contains(text)) {
                room->accepted.insert(text, send->kind);
            }
            const auto* optOut = std::get_if<OptOutPayload>(&command.payload);
            if (optOut && isAccepted) {
                for (const auto& contact : std::as_const(room->texter.page.contacts)) {
                    if (contact.id == command.contact && !optedOut.contains(contact.phone)) {
                        optedOut.append(contact.phone);
                        textsBefore.append(room->host.carrier.textsTo(contact.phone));
                    }
                }
            }
        }
        // The same bytes again do nothing more.
        const auto submissions = room->host.carrier.submissions;
        const auto again = room->host.host->push(room->texter.caller, *commands);
        FUZZ_CHECK(again && again->size() == commands->size());
        FUZZ_CHECK(room->host.carrier.submissions == submissions);
    }
    check(*room, optedOut, textsBefore);
    return 0;
}
