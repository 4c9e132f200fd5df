#include "core/host/carrier/CarrierLedger.h"

#include "core/base/Log.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QString kindName(CarrierEvent::Kind kind)
{
    switch (kind) {
    case CarrierEvent::Kind::Sent:
        return u"sent"_s;
    case CarrierEvent::Kind::Delivered:
        return u"delivered"_s;
    case CarrierEvent::Kind::Failed:
        return u"failed"_s;
    case CarrierEvent::Kind::Reply:
        break;
    }
    return u"reply"_s;
}

QJsonObject written(const CarrierEvent& event)
{
    QJsonObject json{{u"kind"_s, kindName(event.kind)}, {u"id"_s, event.message.value}};
    if (event.kind == CarrierEvent::Kind::Reply) {
        json.insert(u"from"_s, event.from.e164());
        json.insert(u"text"_s, event.text);
    }
    return json;
}

} // namespace

CarrierLedger::CarrierLedger(const QString& path, const SimulatedVoters::Options& people, const Clock& clock)
    : m_clock(clock)
    , m_people(people, m_clock)
    , m_file(path)
{
}

Result<std::unique_ptr<CarrierLedger>> CarrierLedger::open(const QString& path, const SimulatedVoters::Options& people,
                                                           const Clock& clock)
{
    std::unique_ptr<CarrierLedger> ledger(new CarrierLedger(path, people, clock));
    if (!ledger->m_file.open(QFile::ReadWrite | QFile::Unbuffered)) {
        return fail(ErrorCode::Io, u"the carrier's ledger: "_s + ledger->m_file.errorString());
    }
    if (const auto read = ledger->read(people); !read) {
        return Unexpected{read.error()};
    }
    return ledger;
}

Result<void> CarrierLedger::read(const SimulatedVoters::Options& people)
{
    const auto all = m_file.readAll();
    // A line whose end is missing was being written when the process died: nobody was told of it.
    const auto whole = all.lastIndexOf('\n') + 1;
    if (!m_file.resize(whole) || !m_file.seek(whole)) {
        return fail(ErrorCode::Io, u"the carrier's ledger: "_s + m_file.errorString());
    }
    const auto who = QString::number(people.seed) + u' ' + QString::number(people.speed);
    if (whole == 0) {
        write({{u"what"_s, u"people"_s}, {u"who"_s, who}});
        return {};
    }
    auto number = 0;
    for (const auto& line : all.left(whole - 1).split('\n')) {
        ++number;
        const auto json = QJsonDocument::fromJson(line).object();
        if (number == 1 && json.value(u"who"_s).toString() != who) {
            return fail(ErrorCode::Invalid, u"the carrier's ledger is of other people (another --seed or --speed)"_s);
        }
        m_clock.at = instantFromMs(json.value(u"at"_s).toInteger());
        if (number > 1 && !readLine(json)) {
            return fail(ErrorCode::Corrupt, u"the carrier's ledger, line %1"_s.arg(number));
        }
    }
    m_clock.at.reset();
    m_again = !m_unsettled.isEmpty();
    return {};
}

bool CarrierLedger::readLine(const QJsonObject& line)
{
    const auto what = line.value(u"what"_s).toString();
    if (what == "text"_L1) {
        const auto number = PhoneNumber::fromE164(line.value(u"to"_s).toString());
        if (!number) {
            return false;
        }
        const auto purpose = line.value(u"confirmation"_s).toBool() ? Purpose::OptOutConfirmation
                             : line.value(u"rehearsal"_s).toBool()  ? Purpose::Rehearsal
                                                                    : Purpose::Conversation;
        taken({MessageId{line.value(u"id"_s).toString()}, *number, {}, line.value(u"language"_s).toString(), purpose});
    } else if (what == "given"_L1) {
        const auto events = m_people.poll();
        const auto said = line.value(u"events"_s).toArray();
        auto same = events.size() == said.size();
        for (qsizetype i = 0; same && i < events.size(); ++i) {
            same = written(events.at(i)) == said.at(i).toObject();
        }
        m_unsettled.append(events);
        return same;
    } else if (what == "settled"_L1) {
        m_unsettled.clear();
    } else {
        return what == "repeat"_L1;
    }
    return true;
}

void CarrierLedger::write(const QJsonObject& line)
{
    const auto bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    if (m_file.write(bytes) != bytes.size()) {
        // A rehearsal without its ledger proves nothing.
        logError("carrier", u"the ledger cannot be written: "_s + m_file.errorString());
        qFatal("the carrier's ledger cannot be written");
    }
}

void CarrierLedger::taken(const Text& text)
{
    m_texts.insert(text.id);
    m_people.submit(text);
}

void CarrierLedger::submit(const Text& text)
{
    m_clock.at = m_clock.now(); // The people reckon from the moment that the line holds.
    QJsonObject line{{u"at"_s, toMs(m_clock.now())}, {u"id"_s, text.id.value}};
    if (m_texts.contains(text.id)) {
        line.insert(u"what"_s, u"repeat"_s);
        write(line);
    } else {
        line.insert(u"what"_s, u"text"_s);
        line.insert(u"to"_s, text.to.e164());
        line.insert(u"language"_s, text.language);
        line.insert(u"confirmation"_s, text.purpose == Purpose::OptOutConfirmation);
        if (text.purpose == Purpose::Rehearsal) {
            line.insert(u"rehearsal"_s, true);
        }
        line.insert(u"sha256"_s, QString::fromLatin1(
                                     QCryptographicHash::hash(text.text.toUtf8(), QCryptographicHash::Sha256).toHex()));
        write(line);
        taken(text);
    }
    m_clock.at.reset();
}

QList<CarrierEvent> CarrierLedger::poll()
{
    auto events = m_again ? m_unsettled : QList<CarrierEvent>();
    m_again = false;
    m_clock.at = m_clock.now();
    const auto fresh = m_people.poll();
    if (!fresh.isEmpty()) {
        QJsonArray said;
        for (const auto& event : fresh) {
            said.append(written(event));
        }
        write({{u"at"_s, toMs(m_clock.now())}, {u"what"_s, u"given"_s}, {u"events"_s, said}});
        m_unsettled.append(fresh);
    }
    m_clock.at.reset();
    return events + fresh;
}

std::optional<Instant> CarrierLedger::nextEvent() const
{
    return m_again ? std::optional(m_clock.now()) : m_people.nextEvent();
}

void CarrierLedger::settled()
{
    if (!m_unsettled.isEmpty() && !m_again) {
        write({{u"at"_s, toMs(m_clock.now())}, {u"what"_s, u"settled"_s}});
        m_unsettled.clear();
    }
}

} // namespace textbank
