#pragma once

#include "core/model/Change.h"

#include <rapidcheck.h>

#include <array>
#include <vector>

namespace textbank::anything {

// Arbitrary values of the model, within the contract's limits.

/// Any Unicode text of up to 40 characters: control characters, right to left, emoji, the last plane.
inline QString text()
{
    const auto character =
        rc::gen::oneOf(rc::gen::inRange<uint32_t>(0x01, 0x7F), rc::gen::inRange<uint32_t>(0x80, 0xD800),
                       rc::gen::inRange<uint32_t>(0xE000, 0x10000), rc::gen::inRange<uint32_t>(0x1F300, 0x1F700));
    const auto points = *rc::gen::resize(40, rc::gen::container<std::vector<uint32_t>>(character));
    QString made;
    for (const auto point : points) {
        const auto one = static_cast<char32_t>(point);
        made += QString::fromUcs4(&one, 1);
    }
    return made;
}
inline QString filled() { return u'x' + text(); }
inline int below(int bound) { return *rc::gen::inRange(0, bound); }
inline bool coin() { return below(2) == 1; }
template<class I>
I id()
{
    return I{QStringLiteral("id-%1~:/%2").arg(below(1'000'000)).arg(below(10))};
}
template<class I>
I maybeId()
{
    return coin() ? id<I>() : I{};
}
inline Instant time() { return instantFromMs(*rc::gen::inRange<qint64>(0, 253'402'300'799'999)); }
inline PhoneNumber phone()
{
    return PhoneNumber::fromE164(QStringLiteral("+1%1").arg(201 + below(700)) +
                                 QStringLiteral("555%1").arg(100 + below(100), 4, 10, QChar(u'0')))
        .value_or(PhoneNumber());
}
inline QByteArray hash()
{
    QByteArray bytes(32, '\0');
    for (auto& byte : bytes) {
        byte = static_cast<char>(below(256));
    }
    return bytes;
}
template<class E, size_t N>
E one(const E (&values)[N])
{
    return values[below(static_cast<int>(N))];
}
template<class T, class Make>
QList<T> some(int most, Make make)
{
    QList<T> values;
    for (int i = below(most + 1); i > 0; --i) {
        values.append(make());
    }
    return values;
}
inline QStringList words() { return some<QString>(4, filled); }
inline QMap<QString, QString> map(std::initializer_list<const char*> keys)
{
    QMap<QString, QString> made;
    for (const auto* key : keys) {
        if (coin()) {
            made.insert(QString::fromLatin1(key), text());
        }
    }
    return made;
}
inline QMap<QString, QString> texts() { return map({"", "en", "es-MX", "zh-Hant-TW"}); }

inline QMap<StepId, QString> answers()
{
    QMap<StepId, QString> made;
    const auto given = map({"step-1", "step-2", "\xE9"});
    for (auto it = given.cbegin(); it != given.cend(); ++it) {
        made.insert(StepId{it.key()}, it.value());
    }
    return made;
}

inline Contact contact()
{
    Contact made;
    made.id = id<ContactId>();
    made.campaign = id<CampaignId>();
    made.lease = maybeId<LeaseId>();
    made.ordinal = below(100'000);
    made.firstName = text();
    made.lastName = text();
    made.phone = phone();
    made.city = text();
    made.state = text();
    made.zip = text();
    made.language = text();
    made.reason = text();
    made.fields = map({"Polling Place", "", "precinct", "\xE9"});
    return made;
}

inline Lease lease() { return {id<LeaseId>(), id<CampaignId>(), filled(), time()}; }

inline Campaign campaign()
{
    Campaign made;
    made.id = id<CampaignId>();
    made.organisation = text();
    made.title = text();
    made.version = text();
    made.language = one({QStringLiteral("en"), QStringLiteral("es-US")});
    made.brief = text();
    made.tags = words();
    made.steps = some<InteractionStep>(4, [] {
        return InteractionStep{id<StepId>(), text(), texts(), some<AnswerOption>(4, [] {
                                   return AnswerOption{filled(), maybeId<StepId>()};
                               })};
    });
    made.canned = some<CannedResponse>(
        4, [] { return CannedResponse{id<CannedId>(), text(), texts(), maybeId<StepId>(), text(), words()}; });
    made.policy.version = filled();
    const auto window = [] {
        const auto opens = below(1441);
        return DayWindow{opens, opens + below(1441 - opens)};
    };
    const auto week = [&] {
        Week days;
        for (int day = 0; day < 7; ++day) {
            days.append(window());
        }
        return days;
    };
    auto& hours = made.policy.hours;
    hours.floor = week();
    hours.week = week();
    hours.campaignWeek = coin() ? week() : Week();
    hours.stateWeek.clear();
    for (const auto& state : {QStringLiteral("AL"), QStringLiteral("TX")}) {
        if (coin()) {
            hours.stateWeek.insert(state, week());
        }
    }
    hours.holidays = some<Holiday>(3, [&] {
        return Holiday{QDate(2026, 1 + below(12), 1 + below(28)), text(),
                       coin() ? QStringList{QStringLiteral("FL")} : QStringList(), window()};
    });
    made.policy.holdSeconds = below(31);
    made.policy.sendWithinMinutes = 1 + below(1440);
    made.policy.clockToleranceSeconds = below(3601);
    made.policy.confirmation = one(
        {ConfirmationOwner::None, ConfirmationOwner::Carrier, ConfirmationOwner::Gateway, ConfirmationOwner::Client});
    made.policy.identityWording = text();
    made.policy.optOutWording = text();
    const auto level = [] { return one({CheckLevel::Off, CheckLevel::Warn, CheckLevel::Block}); };
    for (const auto check : {TextCheck::Suspicious, TextCheck::Shouting, TextCheck::TooLong}) {
        if (coin()) {
            made.policy.checks.append({check, level()});
        }
    }
    made.policy.disclosures = some<Disclosure>(3, [&] {
        return Disclosure{coin() ? QString() : QStringLiteral("NV"), {filled(), filled()}, level()};
    });
    made.policy.maxSegments = 1 + below(10);
    made.policy.householdHours = coin() ? 0 : below(8761);
    made.policy.recontactHours = coin() ? 0 : below(8761);
    made.policy.segmentPrice = below(100'000) / 1e5;
    made.policy.currency = one({QStringLiteral("USD"), QStringLiteral("EUR")});
    made.registration = one({Registration::Registered, Registration::Pending, Registration::Unregistered});
    made.paused = coin();
    made.pauseReason = text();
    made.practice = coin();
    if (!made.practice) {
        made.policy.hours = made.policy.hours.withinBuiltInFloor();
    }
    return made;
}

inline OptOutSource source()
{
    return one({OptOutSource::Reply, OptOutSource::Volunteer, OptOutSource::Staff, OptOutSource::Import,
                OptOutSource::Gateway});
}

inline QList<ChoiceCount> choiceCounts()
{
    return some<ChoiceCount>(4, [] { return ChoiceCount{filled(), filled(), 1 + below(1'000)}; });
}

inline CommandPayload payload()
{
    switch (below(13)) {
    case 0: {
        SendPayload send;
        send.kind = one({SendKind::FirstMessage, SendKind::Reply});
        send.text = filled();
        send.textSha256 = hash();
        send.step = maybeId<StepId>();
        send.edited = coin();
        send.approvedAt = time();
        send.input = one({InputKind::Key, InputKind::Click, InputKind::Assistive});
        send.leaseToken = text();
        send.policyVersion = text();
        send.cursor = text();
        send.sendBefore = time();
        return send;
    }
    case 1:
        return OptOutPayload{source(), text(), phone()};
    case 2:
        return AnswerPayload{id<StepId>(), text()};
    case 3:
        return TagPayload{filled(), coin()};
    case 4:
        return NotePayload{id<NoteId>(), text()};
    case 5:
        return SkipPayload{};
    case 6:
        return WrongNumberPayload{};
    case 7:
        return ClosePayload{coin() ? text() : QString()};
    case 8:
        return ReopenPayload{
            one({Reopens::All, Reopens::Skip, Reopens::WrongNumber, Reopens::Close, Reopens::Escalation})};
    case 9:
        return EscalatePayload{text()};
    case 10:
        return StaffMessagePayload{filled()};
    case 11:
        return ChoicesPayload{choiceCounts()};
    default:
        return AuditCheckpointPayload{below(1'000'000),
                                      hash(),
                                      id<CommandId>().value,
                                      time(),
                                      static_cast<CheckpointReason>(below(4)),
                                      below(1'000'000),
                                      hash(),
                                      below(1'000),
                                      below(1'000),
                                      below(1'000),
                                      hash(),
                                      hash() + hash()};
    }
}

inline Command command() { return {id<CommandId>(), id<CampaignId>(), id<ContactId>(), time(), payload()}; }

inline Message message(Direction direction)
{
    Message made;
    made.id = id<MessageId>();
    made.contact = id<ContactId>();
    made.direction = direction;
    made.text = text();
    made.at = time();
    made.delivery = one({Delivery::Queued, Delivery::Sent, Delivery::Delivered, Delivery::Failed, Delivery::Refused,
                         Delivery::Cancelled});
    made.reason = text();
    made.media = below(5);
    return made;
}

inline Change change()
{
    switch (below(16)) {
    case 0:
        return MessageReceived{message(Direction::Incoming)};
    case 1:
        return MessageStatusChanged{id<MessageId>(), id<ContactId>(),
                                    one({Delivery::Queued, Delivery::Sent, Delivery::Delivered, Delivery::Failed}),
                                    text(), coin()};
    case 2:
        return OptOutAdded{phone(), maybeId<ContactId>(), source(), text(), time()};
    case 3:
        return OptOutRemoved{phone(), text()};
    case 4:
        return ContactAssigned{contact(),
                               lease(),
                               one({ContactStage::NeedsFirstMessage, ContactStage::Messaged, ContactStage::NeedsReply,
                                    ContactStage::Replied, ContactStage::Closed}),
                               some<Message>(4,
                                             [] {
                                                 return message(one({Direction::Incoming, Direction::Outgoing}));
                                             }),
                               answers(),
                               words(),
                               coin() ? std::optional(time()) : std::nullopt};
    case 5:
        return ContactUnassigned{id<ContactId>(), text()};
    case 6:
        return CampaignUpdated{id<CampaignId>(), text()};
    case 7:
        return CampaignPaused{id<CampaignId>(), text()};
    case 8:
        return CampaignResumed{id<CampaignId>()};
    case 9:
        return VolunteerFrozen{coin(), text()};
    case 10:
        return StaffMessage{id<MessageId>().value, text(), text(), time()};
    case 11:
        return EscalationAnswered{id<ContactId>(), text(), text()};
    case 12:
        return LeaseEnded{id<LeaseId>(), text()};
    case 13:
        return SessionRevoked{text()};
    case 14:
        return ChoicesCounted{id<CampaignId>(), choiceCounts()};
    default:
        return UnknownChange{QStringLiteral("later.") + text()};
    }
}

} // namespace textbank::anything
