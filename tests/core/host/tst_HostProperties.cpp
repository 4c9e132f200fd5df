#include "core/host/Host.h"
#include "tests/core/host/TestHost.h"

#include <QTest>
#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

constexpr int kPeople = 6;

/// One decision of a texter, drawn by number: every kind of command, right and wrong ones.
Command drawn(TestHost& room, const Texter& texter, int kind, int who)
{
    const auto& contact = texter.page.contacts.at(who % texter.page.contacts.size());
    const auto make = [&](const CommandPayload& payload) { return room.command(room.campaign, contact.id, payload); };
    switch (kind % 13) {
    case 0:
    case 1:
    case 2:
        return room.text(texter, contact);
    case 3:
        return room.text(texter, contact, SendKind::Reply, u"Thank you!"_s);
    case 4:
        return make(OptOutPayload{OptOutSource::Volunteer, {}, contact.phone});
    case 5:
        return make(AnswerPayload{StepId{u"first"_s}, who % 2 == 0 ? u"Yes"_s : u"No"_s});
    case 6:
        return make(TagPayload{u"yard sign"_s, who % 2 == 0});
    case 7:
        return make(NotePayload{NoteId{u"note-%1"_s.arg(who)}, u"kind"_s});
    case 8:
        return make(SkipPayload{});
    case 9:
        return make(WrongNumberPayload{});
    case 10:
        return make(ClosePayload{});
    case 11:
        return make(EscalatePayload{u"odd"_s});
    default:
        return make(ReopenPayload{});
    }
}

QJsonObject without(QJsonObject record, const QString& name)
{
    record.remove(name);
    return record;
}

} // namespace

class HostProperties : public QObject
{
    Q_OBJECT
private slots:
    void repeatingAndReorderingCommandsChangesNothingAfterTheirFirstTime()
    {
#ifdef TEXTBANK_HAS_RAPIDCHECK
        QVERIFY(rc::check([](const std::vector<std::pair<unsigned char, unsigned char>>& draws,
                             const std::vector<unsigned char>& repeats) {
            TestHost room(kPeople);
            const auto texter = room.texter(kPeople);
            QList<Command> commands;
            for (const auto& [kind, who] : draws) {
                commands.append(drawn(room, texter, kind, who));
            }
            QHash<CommandId, CommandOutcome> first;
            for (const auto& command : commands) {
                first.insert(command.id, room.push(texter.caller, command));
            }
            const auto record = without(room.host->record(), u"duplicates"_s);
            const auto texts = room.carrier.submissions;
            const auto changes = room.host->changes(texter.caller, texter.cursor)->changes.size();
            for (const auto draw : repeats) {
                if (commands.isEmpty()) {
                    break;
                }
                const auto& command = commands.at(draw % commands.size());
                const auto again = room.push(texter.caller, command);
                RC_ASSERT(again.duplicate);
                RC_ASSERT(again.status == first.value(command.id).status);
                RC_ASSERT(again.problem.type == first.value(command.id).problem.type);
            }
            RC_ASSERT(without(room.host->record(), u"duplicates"_s) == record);
            RC_ASSERT(room.carrier.submissions == texts);
            RC_ASSERT(room.host->changes(texter.caller, texter.cursor)->changes.size() == changes);
        }));
#endif
    }
    void noSequenceTextsTwiceOrAfterAnOptOut()
    {
#ifdef TEXTBANK_HAS_RAPIDCHECK
        QVERIFY(rc::check([](const std::vector<std::pair<unsigned char, unsigned char>>& draws) {
            TestHost room(kPeople);
            auto texter = room.texter(kPeople);
            QSet<PhoneNumber> stopped;
            QHash<PhoneNumber, qsizetype> textsAtStop;
            for (const auto& [kind, who] : draws) {
                const auto& phone = texter.page.contacts.at(who % kPeople).phone;
                if (kind % 17 == 16) { // They write: stop, or something else.
                    const auto stop = who % 3 == 0;
                    room.replyFrom(phone, stop ? u"stop"_s : u"hello"_s);
                    if (stop && !stopped.contains(phone)) {
                        stopped.insert(phone);
                        textsAtStop.insert(phone, room.carrier.textsTo(phone));
                    }
                } else if (kind % 17 == 15) {
                    room.follow(texter);
                } else {
                    const auto command = drawn(room, texter, kind, who);
                    if (room.push(texter.caller, command).status == CommandStatus::Accepted &&
                        std::holds_alternative<OptOutPayload>(command.payload) && !stopped.contains(phone)) {
                        stopped.insert(phone);
                        textsAtStop.insert(phone, room.carrier.textsTo(phone));
                    }
                }
            }
            for (const auto& contact : texter.page.contacts) {
                const auto firsts = std::count_if(
                    room.carrier.texts.cbegin(), room.carrier.texts.cend(), [&](const Carrier::Text& text) {
                        return text.to == contact.phone && text.text == "Hi, will you vote?"_L1;
                    });
                RC_ASSERT(firsts <= 1);
                if (stopped.contains(contact.phone)) {
                    RC_ASSERT(room.carrier.textsTo(contact.phone) == textsAtStop.value(contact.phone));
                }
                RC_ASSERT(room.carrier.textsTo(contact.phone, Carrier::Purpose::OptOutConfirmation) <= 1);
            }
            RC_ASSERT(room.count(u"doubleTexts"_s) == 0);
            RC_ASSERT(room.count(u"afterOptOut"_s) == 0);
            RC_ASSERT(room.count(u"carrierTexts"_s) == room.carrier.texts.size());
            // What is on disk is all there is.
            const auto record = room.host->record();
            const auto outcome = room.host->changes(texter.caller, {});
            room.reopen();
            RC_ASSERT(room.host->record() == record);
            RC_ASSERT(wire::compact(wire::write(*room.host->changes(texter.caller, {}))) ==
                      wire::compact(wire::write(*outcome)));
        }));
#endif
    }
    void aFailureAtAnyAccessLosesAndDoublesNothing()
    {
        // The same shift, with the nth access to the database failing, then asked again as a client would.
        QJsonObject whole;
        for (qint64 broken = 0; broken < 4000; ++broken) {
            TestHost room(3);
            auto texter = room.texter(3);
            const QList<Command> commands{
                room.text(texter, texter.page.contacts.at(0)), room.text(texter, texter.page.contacts.at(1)),
                room.command(room.campaign, texter.page.contacts.at(1).id, AnswerPayload{StepId{u"first"_s}, u"Yes"_s}),
                room.command(room.campaign, texter.page.contacts.at(2).id,
                             OptOutPayload{OptOutSource::Volunteer, {}, texter.page.contacts.at(2).phone})};
            room.carrier.reply(texter.page.contacts.at(0).phone, u"STOP"_s, room.clock.now());
            const auto reply = std::exchange(room.carrier.events, {});
            auto hit = broken == 0;
            qint64 accesses = 0;
            room.host->database().setFaultHook([&](qint64, const QString&) -> std::optional<Error> {
                if (++accesses == broken) {
                    hit = true;
                    return Error{ErrorCode::Io, u"broken on purpose"_s};
                }
                return std::nullopt;
            });
            auto outcomes = room.host->push(texter.caller, commands);
            if (!outcomes) {
                outcomes = room.host->push(texter.caller, commands);
            }
            QVERIFY(outcomes);
            for (const auto& outcome : *outcomes) {
                VERIFY_ACCEPTED(outcome);
            }
            // Nobody answers a text before they have it.
            for (int i = 0; i < 2; ++i) {
                static_cast<void>(room.host->takeCarrierEvents());
            }
            room.carrier.events = reply;
            if (!room.host->takeCarrierEvents()) {
                QVERIFY(room.host->nextCarrierEvent());
                QVERIFY(room.host->takeCarrierEvents());
            }
            QVERIFY(room.host->takeCarrierEvents());
            auto record = without(room.host->record(), u"duplicates"_s);
            if (broken == 0) {
                whole = record;
                QCOMPARE(whole.value(u"firstMessages"_s).toInt(), 2);
                QCOMPARE(whole.value(u"optOuts"_s).toInt(), 2);
                continue;
            }
            if (!hit) {
                qInfo("%lld accesses were broken, one by one", static_cast<long long>(broken - 1));
                return;
            }
            // Reading the record may have been what failed.
            room.host->database().setFaultHook({});
            record = without(room.host->record(), u"duplicates"_s);
            QCOMPARE(record, whole);
            for (const auto& contact : texter.page.contacts) {
                QVERIFY(room.carrier.textsTo(contact.phone) <= 1);
            }
        }
        QFAIL("the shift did not end");
    }
};

QTEST_GUILESS_MAIN(HostProperties)
#include "tst_HostProperties.moc"
