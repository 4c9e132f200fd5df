#include "core/store/Codec.h"

#include <QDataStream>
#include <QIODevice>

using namespace Qt::StringLiterals;

namespace textbank::codec {
namespace {

constexpr quint8 kLayout = 1;

class Writer
{
public:
    Writer()
        : m_stream(&m_bytes, QIODevice::WriteOnly)
    {
        m_stream.setVersion(QDataStream::Qt_6_0);
        m_stream << kLayout;
    }
    template<class T>
    void operator()(const T& value)
    {
        put(value);
    }
    QByteArray bytes() const { return m_bytes; }

private:
    void put(const QString& text) { m_stream << text.toUtf8(); }
    void put(const QByteArray& bytes) { m_stream << bytes; }
    void put(bool value) { m_stream << value; }
    void put(int value) { m_stream << static_cast<qint32>(value); }
    void put(qint64 value) { m_stream << value; }
    void put(double value) { m_stream << value; }
    void put(Instant value) { m_stream << static_cast<qint64>(toMs(value)); }
    void put(const PhoneNumber& number) { put(number.e164()); }
    template<class Tag>
    void put(const Id<Tag>& id)
    {
        put(id.value);
    }
    template<class E>
    requires std::is_enum_v<E>
    void put(E value) { m_stream << static_cast<quint8>(value); }
    template<class T>
    void put(const QList<T>& list)
    {
        m_stream << static_cast<quint32>(list.size());
        for (const auto& one : list) {
            put(one);
        }
    }
    template<class K, class V>
    void put(const QMap<K, V>& map)
    {
        m_stream << static_cast<quint32>(map.size());
        for (auto it = map.cbegin(); it != map.cend(); ++it) {
            put(it.key());
            put(it.value());
        }
    }
    template<class T>
    requires requires(T& t, Writer& w) { fields(t, w); }
    void put(const T& value)
    {
        fields(const_cast<T&>(value), *this); // A writer only reads the fields.
    }

    QByteArray m_bytes;
    QDataStream m_stream;
};

class Reader
{
public:
    explicit Reader(const QByteArray& bytes, Pool* pool = nullptr)
        : m_stream(bytes)
        , m_pool(pool)
    {
        m_stream.setVersion(QDataStream::Qt_6_0);
        quint8 layout = 0;
        m_stream >> layout;
        m_sound = layout == kLayout;
    }
    template<class T>
    void operator()(T& value)
    {
        get(value);
    }
    void shared(QString& text)
    {
        get(text);
        text = m_pool != nullptr ? m_pool->shared(text) : text;
    }
    bool isSound() const { return m_sound && m_stream.status() == QDataStream::Ok && m_stream.atEnd(); }

private:
    void get(QString& text)
    {
        QByteArray utf8;
        m_stream >> utf8;
        text = QString::fromUtf8(utf8);
    }
    void get(QByteArray& bytes) { m_stream >> bytes; }
    void get(bool& value) { m_stream >> value; }
    void get(int& value)
    {
        qint32 raw = 0;
        m_stream >> raw;
        value = raw;
    }
    void get(qint64& value) { m_stream >> value; }
    void get(double& value) { m_stream >> value; }
    void get(Instant& value)
    {
        qint64 ms = 0;
        m_stream >> ms;
        value = instantFromMs(ms);
    }
    void get(PhoneNumber& number)
    {
        QString e164;
        get(e164);
        auto parsed = e164.isEmpty() ? Result<PhoneNumber>(PhoneNumber()) : PhoneNumber::fromE164(e164);
        m_sound = m_sound && parsed.has_value();
        number = parsed.value_or({});
    }
    template<class Tag>
    void get(Id<Tag>& id)
    {
        get(id.value);
    }
    template<class E>
    requires std::is_enum_v<E>
    void get(E& value)
    {
        quint8 raw = 0;
        m_stream >> raw;
        value = static_cast<E>(raw);
    }
    quint32 count()
    {
        quint32 size = 0;
        m_stream >> size;
        m_sound = m_sound && size <= 100'000; // More cannot have been written; do not reserve for damage.
        return m_sound ? size : 0;
    }
    template<class T>
    void get(QList<T>& list)
    {
        const auto size = count();
        list.clear();
        list.reserve(static_cast<qsizetype>(size));
        for (quint32 i = 0; i < size; ++i) {
            T one{};
            get(one);
            list.append(std::move(one));
        }
    }
    template<class K, class V>
    void get(QMap<K, V>& map)
    {
        map.clear();
        for (auto left = count(); left > 0; --left) {
            K key{};
            V value{};
            if constexpr (std::is_same_v<K, QString>) {
                shared(key);
            } else {
                get(key);
            }
            get(value);
            map.insert(std::move(key), std::move(value));
        }
    }
    template<class T>
    requires requires(T& t, Reader& r) { fields(t, r); }
    void get(T& value) { fields(value, *this); }

    QDataStream m_stream;
    Pool* m_pool = nullptr;
    bool m_sound = true;
};

// The order of these fields is layout 1; a change needs a layout 2 beside it.

template<class Io>
void fields(DayWindow& day, Io& io)
{
    io(day.openMinute), io(day.closeMinute);
}
template<class Io>
void fields(Policy& policy, Io& io)
{
    io(policy.version), io(policy.week), io(policy.holdSeconds), io(policy.sendWithinMinutes);
    io(policy.clockToleranceSeconds), io(policy.confirmation), io(policy.identityWording), io(policy.optOutWording);
    io(policy.segmentPrice), io(policy.currency);
}
template<class Io>
void fields(AnswerOption& option, Io& io)
{
    io(option.value), io(option.nextStep);
}
template<class Io>
void fields(InteractionStep& step, Io& io)
{
    io(step.id), io(step.question), io(step.texts), io(step.answers);
}
template<class Io>
void fields(CannedResponse& canned, Io& io)
{
    io(canned.id), io(canned.title), io(canned.texts), io(canned.answersStep), io(canned.answer), io(canned.tags);
}
template<class Io>
void fields(Campaign& campaign, Io& io)
{
    io(campaign.id), io(campaign.organisation), io(campaign.title), io(campaign.version), io(campaign.language);
    io(campaign.brief), io(campaign.tags), io(campaign.steps), io(campaign.canned), io(campaign.policy);
    io(campaign.registration), io(campaign.paused), io(campaign.pauseReason), io(campaign.practice);
}
template<class Io>
void fields(SendPayload& send, Io& io)
{
    io(send.kind), io(send.text), io(send.textSha256), io(send.step), io(send.edited), io(send.approvedAt);
    io(send.input), io(send.leaseToken), io(send.policyVersion), io(send.cursor), io(send.sendBefore);
}
template<class Io>
void fields(OptOutPayload& optOut, Io& io)
{
    io(optOut.source), io(optOut.words), io(optOut.number);
}
template<class Io>
void fields(AnswerPayload& answer, Io& io)
{
    io(answer.step), io(answer.value);
}
template<class Io>
void fields(TagPayload& tag, Io& io)
{
    io(tag.tag), io(tag.add);
}
template<class Io>
void fields(NotePayload& note, Io& io)
{
    io(note.note), io(note.text);
}
template<class Io>
void fields(SkipPayload&, Io&)
{
}
template<class Io>
void fields(WrongNumberPayload&, Io&)
{
}
template<class Io>
void fields(ClosePayload&, Io&)
{
}
template<class Io>
void fields(ReopenPayload&, Io&)
{
}
template<class Io>
void fields(EscalatePayload& escalate, Io& io)
{
    io(escalate.reason);
}
template<class Io>
void fields(StaffMessagePayload& message, Io& io)
{
    io(message.text);
}
template<class Io>
void fields(AuditCheckpointPayload& checkpoint, Io& io)
{
    io(checkpoint.count), io(checkpoint.chainHash);
}
template<class Io>
void fields(Evidence& evidence, Io& io)
{
    io(evidence.phone), io(evidence.zones);
}

/// The alternatives of CommandPayload by number: their order in the variant is part of the layout.
template<size_t I = 0>
void readPayload(size_t index, CommandPayload& payload, Reader& reader)
{
    if constexpr (I < std::variant_size_v<CommandPayload>) {
        if (index == I) {
            reader(payload.emplace<I>());
        } else {
            readPayload<I + 1>(index, payload, reader);
        }
    }
}

Unexpected<Error> unreadable(const char* what)
{
    return fail(ErrorCode::Corrupt, u"the stored %1 cannot be read"_s.arg(QLatin1String(what)));
}

} // namespace

QString Pool::shared(const QString& text)
{
    if (text.isEmpty()) {
        return {};
    }
    return *m_texts.insert(text);
}

QByteArray encodeContact(const Contact& contact)
{
    Writer out;
    out(contact.firstName), out(contact.lastName), out(contact.phone), out(contact.city), out(contact.state);
    out(contact.zip), out(contact.language), out(contact.reason), out(contact.fields);
    return out.bytes();
}

Result<void> decodeContact(const QByteArray& plain, Contact& into, Pool& pool)
{
    Reader in(plain, &pool);
    in(into.firstName), in(into.lastName), in(into.phone), in.shared(into.city), in.shared(into.state);
    in.shared(into.zip), in.shared(into.language), in.shared(into.reason), in(into.fields);
    if (!in.isSound()) {
        return unreadable("contact");
    }
    return {};
}

QByteArray encodeWork(const ContactRecord& record)
{
    if (record.tags.isEmpty() && record.answers.isEmpty()) {
        return {};
    }
    Writer out;
    out(record.tags), out(record.answers);
    return out.bytes();
}

Result<void> decodeWork(const QByteArray& plain, ContactRecord& into, Pool& pool)
{
    Reader in(plain, &pool);
    in(into.tags), in(into.answers);
    if (!in.isSound()) {
        return unreadable("work on a contact");
    }
    return {};
}

QByteArray encodeCampaign(const Campaign& campaign)
{
    Writer out;
    out(campaign);
    return out.bytes();
}

Result<Campaign> decodeCampaign(const QByteArray& plain)
{
    Reader in(plain);
    Campaign campaign;
    in(campaign);
    if (!in.isSound()) {
        return unreadable("campaign");
    }
    return campaign;
}

QByteArray encodeCommand(const Command& command, const Evidence& evidence)
{
    Writer out;
    out(command.contact), out(static_cast<int>(command.payload.index()));
    std::visit([&](const auto& payload) { out(payload); }, command.payload);
    out(evidence);
    return out.bytes();
}

Result<void> decodeCommand(const QByteArray& plain, Command& into, Evidence& evidence)
{
    Reader in(plain);
    auto index = -1;
    in(into.contact), in(index);
    if (index < 0 || static_cast<size_t>(index) >= std::variant_size_v<CommandPayload>) {
        return unreadable("command");
    }
    readPayload(static_cast<size_t>(index), into.payload, in);
    in(evidence);
    if (!in.isSound()) {
        return unreadable("command");
    }
    return {};
}

QByteArray encodeTexts(const QStringList& texts)
{
    Writer out;
    out(texts);
    return out.bytes();
}

Result<QStringList> decodeTexts(const QByteArray& plain, qsizetype count)
{
    Reader in(plain);
    QStringList texts;
    in(texts);
    if (!in.isSound() || texts.size() != count) {
        return unreadable("texts");
    }
    return texts;
}

} // namespace textbank::codec
