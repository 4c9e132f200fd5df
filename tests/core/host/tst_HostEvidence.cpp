#include "core/host/ApprovalEvidence.h"
#include "core/host/Host.h"
#include "core/policy/TextingHours.h"
#include "core/policy/Zones.h"
#include "tests/core/host/TestHost.h"

#include <QTest>
#include <functional>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

SendPayload& sendOf(Command& command) { return std::get<SendPayload>(command.payload); }

void say(SendPayload& send, const QString& text)
{
    send.text = text;
    send.textSha256 = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

// What a send says of its approval is checked by the gateway itself.
class HostEvidence : public QObject
{
    Q_OBJECT
private slots:
    void aTextOfTheScriptNeedsNoEdit()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        auto command = room.text(texter, contact);
        sendOf(command).edited = false;
        COMPARE_REFUSED(room.push(texter.caller, command), ProblemType::PolicyRefused);
        command.id.value = room.newId();
        say(sendOf(command), u"Hi "_s + contact.firstName);
        VERIFY_ACCEPTED(room.push(texter.caller, command));
    }
    void aTextInAnyOfTheScriptsLanguagesNeedsNoEdit()
    {
        TestHost room;
        auto document = TestHost::document(room.campaign.value, u"Neighbours for Parks"_s);
        document.steps.front().texts.insert(u"es"_s, u"Hola {FirstName}"_s);
        room.import(document);
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        QVERIFY(contact.language.isEmpty());
        auto command = room.text(texter, contact, SendKind::FirstMessage, u"Hola "_s + contact.firstName);
        sendOf(command).edited = false;
        VERIFY_ACCEPTED(room.push(texter.caller, command));
    }
    void anUneditedTextOfAnotherStepOrNoStepIsRefused()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        auto command = room.text(texter, contact, SendKind::FirstMessage, u"Hi "_s + contact.firstName);
        sendOf(command).edited = false;
        sendOf(command).step = StepId{u"second"_s};
        COMPARE_REFUSED(room.push(texter.caller, command), ProblemType::PolicyRefused);
        command.id.value = room.newId();
        sendOf(command).step = {};
        COMPARE_REFUSED(room.push(texter.caller, command), ProblemType::PolicyRefused);
    }
    void aReplyWithoutAStepIsTheVolunteersOwn()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        auto reply = room.text(texter, contact, SendKind::Reply, u"Thank you!"_s);
        sendOf(reply).edited = false;
        sendOf(reply).step = {};
        VERIFY_ACCEPTED(room.push(texter.caller, reply));
    }
    void aTextOfAnEarlierScriptIsStillAScriptsText()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        auto command = room.text(texter, contact, SendKind::FirstMessage, u"Hi "_s + contact.firstName);
        sendOf(command).edited = false;
        auto document = TestHost::document(room.campaign.value, u"Neighbours for Parks"_s);
        document.steps.front().texts = {{QString(), u"Good day {FirstName}"_s}};
        document.policy.version = u"policy-2"_s;
        room.import(document);
        VERIFY_ACCEPTED(room.push(texter.caller, command));
        auto now = room.text(texter, texter.page.contacts.at(1), SendKind::FirstMessage,
                             u"Good day "_s + texter.page.contacts.at(1).firstName);
        sendOf(now).edited = false;
        sendOf(now).policyVersion = u"policy-2"_s;
        VERIFY_ACCEPTED(room.push(texter.caller, now));
    }
    void aPolicyThatTheCampaignNeverHadIsRefused()
    {
        TestHost room;
        const auto texter = room.texter();
        auto command = room.text(texter, texter.page.contacts.front());
        sendOf(command).policyVersion = u"invented"_s;
        COMPARE_REFUSED(room.push(texter.caller, command), ProblemType::PolicyRefused);
    }
    void anApprovalThatCannotHaveBeenThenIsRefused()
    {
        TestHost room;
        room.clock.advance(std::chrono::hours(1));
        const auto texter = room.texter();
        const auto tolerance = ApprovalEvidence::kClockTolerance;
        const auto approved = [&](int contact, Millis ahead) {
            auto command = room.text(texter, texter.page.contacts.at(contact));
            sendOf(command).approvedAt = room.clock.now() + ahead;
            return room.push(texter.caller, command);
        };
        COMPARE_REFUSED(approved(0, tolerance + Millis{1}), ProblemType::PolicyRefused);
        VERIFY_ACCEPTED(approved(0, tolerance));
        COMPARE_REFUSED(approved(1, -tolerance - Millis{1}), ProblemType::PolicyRefused); // Before the lease.
        VERIFY_ACCEPTED(approved(1, -tolerance));
    }
    void anApprovalOfLongAgoIsRefusedWhateverItSaysOfItself()
    {
        TestHost room;
        const auto texter = room.texter();
        auto command = room.text(texter, texter.page.contacts.front());
        sendOf(command).sendBefore = room.clock.now() + std::chrono::hours(9);
        room.clock.advance(std::chrono::minutes(60) + ApprovalEvidence::kClockTolerance);
        COMPARE_REFUSED(room.push(texter.caller, command), ProblemType::OutsideWindow);
    }
    void whatThePolicysChecksBlockIsRefused()
    {
        TestHost room;
        auto document = TestHost::document(room.campaign.value, u"Neighbours for Parks"_s);
        document.policy.optOutWording = u"Reply STOP to opt out"_s;
        room.import(document);
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        COMPARE_REFUSED(room.push(texter.caller, room.text(texter, contact)), ProblemType::PolicyRefused);
        COMPARE_REFUSED(room.push(texter.caller, room.text(texter, contact, SendKind::FirstMessage,
                                                           u"Hi {FirstName}. Reply STOP to opt out"_s)),
                        ProblemType::PolicyRefused);
        VERIFY_ACCEPTED(room.push(texter.caller,
                                  room.text(texter, contact, SendKind::FirstMessage, u"Hi. Reply STOP to opt out"_s)));
    }
    void aTextThatWaitedUntilItMayNotGoFailsAndIsTold()
    {
        TestHost room;
        auto texter = room.texter();
        const auto command = room.text(texter, texter.page.contacts.front());
        VERIFY_ACCEPTED(room.push(texter.caller, command));
        // As if the gateway had died between its word and the carrier, and came back the next night.
        QVERIFY(room.host->database().run(u"UPDATE messages SET to_hand_over = 1"_s));
        QVERIFY(room.host->database().run(u"DELETE FROM carrier_log"_s));
        const auto before = room.carrier.submissions;
        room.clock.advance(std::chrono::hours(2));
        room.reopen();
        QCOMPARE(room.carrier.submissions, before);
        QCOMPARE(room.count(u"waitingForCarrier"_s), 0);
        const auto page = room.host->changes(texter.caller, texter.cursor);
        QVERIFY(page);
        QList<Delivery> said;
        for (const auto& change : page->changes) {
            if (const auto* status = std::get_if<MessageStatusChanged>(&change)) {
                said.append(status->delivery);
            }
        }
        QVERIFY(said.contains(Delivery::Failed));
        // The carrier had it after all: its word counts.
        CarrierEvent delivered;
        delivered.kind = CarrierEvent::Kind::Delivered;
        delivered.message = MessageId{command.id.value};
        delivered.at = room.clock.now();
        room.carrier.events.append(delivered);
        QVERIFY(room.host->takeCarrierEvents());
        QCOMPARE(room.count(u"failed"_s), 0);
    }
    void nothingIsHandedOverAtOrAfterItsLastMoment()
    {
        for (const auto& late : {Millis{-1}, Millis{0}, Millis{1}}) {
            TestHost room;
            const auto texter = room.texter();
            auto command = room.text(texter, texter.page.contacts.front());
            auto& send = std::get<SendPayload>(command.payload);
            send.sendBefore = room.clock.now() + Seconds{10};
            VERIFY_ACCEPTED(room.push(texter.caller, command));
            QVERIFY(room.host->database().run(u"UPDATE messages SET to_hand_over = 1"_s));
            const auto before = room.carrier.submissions;
            room.clock.advance(Seconds{10} + late);
            QVERIFY(room.host->takeCarrierEvents());
            QCOMPARE(room.carrier.submissions - before, late < Millis{0} ? 1 : 0);
        }
    }
    void nothingIsHandedOverOnceTheHoursHaveEnded()
    {
        TestHost room;
        const auto somebody = room.texter().page.contacts.front();
        const auto mayGo = [&] { return textingHours(zonesFor(somebody), HoursPolicy(), room.clock.now()).allowed; };
        QVERIFY(mayGo());
        while (mayGo()) {
            room.clock.advance(Seconds{30});
        }
        room.clock.advance(Seconds{-30}); // The last half minute.
        const auto texter = room.texter();
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        QVERIFY(room.host->database().run(u"UPDATE messages SET to_hand_over = 1"_s));
        const auto before = room.carrier.submissions;
        room.clock.advance(Seconds{30});
        QVERIFY(room.host->takeCarrierEvents());
        QCOMPARE(room.carrier.submissions, before);
        QCOMPARE(room.count(u"failed"_s), 1);
    }
    void aTextThatWaitedOnlyAMomentGoes()
    {
        TestHost room;
        const auto texter = room.texter();
        VERIFY_ACCEPTED(room.push(texter.caller, room.text(texter, texter.page.contacts.front())));
        QVERIFY(room.host->database().run(u"UPDATE messages SET to_hand_over = 1"_s));
        const auto before = room.carrier.submissions;
        room.clock.advance(std::chrono::minutes(5));
        room.reopen();
        QCOMPARE(room.carrier.submissions, before + 1);
        QCOMPARE(room.carrier.texts.size(), 1); // The same id is the same text.
    }

    /// Whatever is done to a send that was right, the carrier gets a text only where everything still fits.
    void mutatedSendsReachTheCarrierOnlyWhereTheyAreStillRight()
    {
        constexpr int kRounds = 4000;
        SeededRandom random{20260301};
        TestHost room(400);
        auto other = room.texter(room.campaign, 20);
        auto texter = room.texter(room.campaign, 300);
        QSet<ContactId> texted;
        QSet<PhoneNumber> optedOut;
        auto accepted = 0;
        for (int round = 0; round < kRounds; ++round) {
            const auto& mine = texter.page.contacts;
            auto contact = mine.at(static_cast<qsizetype>(random.below(static_cast<quint64>(mine.size()))));
            auto command = room.text(texter, contact, SendKind::FirstMessage, u"Hi "_s + contact.firstName);
            auto& send = sendOf(command);
            send.edited = false;
            auto isRight = true;
            const QList<std::function<void()>> mutations{
                // Of the text: judged by what is left at the end, as one may mend another.
                [&] { say(send, u"Hello "_s + contact.firstName); },
                [&] { say(send, u"   "_s); },
                [&] { say(send, QString(3000, u'x')); },
                [&] { send.text += u'!'; },
                [&] { send.textSha256 = QByteArray(32, 'x'); },
                [&] { send.textSha256.chop(1); },
                [&] { send.edited = true; },
                [&] { send.step = StepId{u"other"_s}; },
                // Of the rest.
                [&] { send.kind = SendKind::Reply; },
                [&] { send.leaseToken = other.page.lease.token, isRight = false; },
                [&] { send.leaseToken.clear(), isRight = false; },
                [&] { send.policyVersion += u'x', isRight = false; },
                [&] { send.cursor = other.cursor, isRight = false; },
                [&] { send.cursor += u"9999999"_s, isRight = false; },
                [&] { send.cursor = u"nonsense"_s, isRight = false; },
                [&] { send.sendBefore = room.clock.now() - Millis{1}, isRight = false; },
                [&] { send.approvedAt = room.clock.now() + std::chrono::minutes(2), isRight = false; },
                [&] { send.approvedAt = Instant{}, isRight = false; },
                [&] { command.contact = other.page.contacts.front().id, isRight = false; },
                [&] { command.contact = ContactId{u"no such"_s}, isRight = false; },
                [&] { command.campaign = CampaignId{u"no such"_s}, isRight = false; },
                [&] { send.input = InputKind::Assistive; },
                [&] { command.createdAt = Instant{}; },
            };
            for (auto left = random.below(4); left > 0; --left) {
                mutations.at(static_cast<qsizetype>(random.below(static_cast<quint64>(mutations.size()))))();
            }
            const auto scripted = send.text == u"Hi "_s + contact.firstName && send.step.value == u"first"_s;
            const auto isTextRight =
                send.textSha256 == QCryptographicHash::hash(send.text.toUtf8(), QCryptographicHash::Sha256) &&
                !send.text.trimmed().isEmpty() && send.text.size() < 1000 && (send.edited || scripted);
            if (texted.contains(contact.id) && random.below(20) == 0) {
                room.replyFrom(contact.phone, u"STOP"_s);
                optedOut.insert(contact.phone);
            }
            const auto before = room.carrier.texts.size();
            const auto outcome = room.push(texter.caller, command);
            const auto went = room.carrier.texts.size() > before;
            const auto isTurn = texted.contains(contact.id) == (send.kind == SendKind::Reply);
            const auto mayGo = isRight && isTextRight && isTurn && !optedOut.contains(contact.phone);
            QVERIFY2(went == mayGo, qPrintable(u"round %1: %2 %3"_s.arg(round).arg(problemSlug(outcome.problem.type),
                                                                                   outcome.problem.detail)));
            QCOMPARE(outcome.status == CommandStatus::Accepted, mayGo);
            if (went) {
                ++accepted;
                QCOMPARE(room.carrier.texts.last().to, contact.phone);
                QCOMPARE(room.carrier.texts.last().text, send.text);
                texted.insert(contact.id);
            }
        }
        QVERIFY(accepted > 100);
        QCOMPARE(room.count(u"doubleTexts"_s), 0);
        QCOMPARE(room.count(u"afterOptOut"_s), 0);
    }
};

QTEST_GUILESS_MAIN(HostEvidence)
#include "tst_HostEvidence.moc"
