#include "core/audit/AuditLine.h"

#include "core/audit/AuditFile.h"

#include <QJsonDocument>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr double kMostExact = 9007199254740992.0; ///< 2^53: beyond it a JSON number is not exact.

/// Members of one line; a missing one or one of another form makes the line unreadable.
class Members
{
public:
    explicit Members(const QJsonObject& json)
        : m_json(json)
    {
    }
    QString text(QLatin1StringView name)
    {
        const auto value = m_json.value(name);
        m_sound = m_sound && value.isString();
        return value.toString();
    }
    QByteArray hex(QLatin1StringView name) { return QByteArray::fromHex(text(name).toLatin1()); }
    Instant time(QLatin1StringView name)
    {
        const auto read = fromRfc3339(text(name));
        m_sound = m_sound && read.has_value();
        return read.value_or(Instant{});
    }
    qint64 number(QLatin1StringView name)
    {
        const auto value = m_json.value(name);
        m_sound = m_sound && value.isDouble() && value.toDouble() >= 0 && value.toDouble() < kMostExact;
        return m_sound ? value.toInteger() : 0;
    }
    AuditFacts facts()
    {
        AuditFacts facts;
        const auto value = m_json.value("facts"_L1);
        m_sound = m_sound && value.isObject();
        const auto object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            m_sound = m_sound && it.value().isString();
            facts.insert(it.key(), it.value().toString());
        }
        return facts;
    }
    bool isSound() const { return m_sound; }

private:
    const QJsonObject& m_json;
    bool m_sound = true;
};

constexpr auto kEndBegins = R"({"audit":"end")";
constexpr qsizetype kSharedBegin = 3; ///< An entry begins like that too.

AuditLine::Form looksOf(const QByteArray& bytes)
{
    using Form = AuditLine::Form;
    struct Marks
    {
        Form form;
        std::array<const char*, 4> marks;
    };
    static constexpr std::array<Marks, 3> kMarks{
        {{Form::Entry, {R"({"at":")", R"("facts":{)", R"("hash":")", R"("n":)"}},
         {Form::Log, {R"("audit":"log")", R"("begun":")", R"("genesis":")", R"("format":)"}},
         {Form::End, {R"("audit":"end")", R"("digest":")", R"("ended":")", R"("head":")"}}}};
    if (QByteArrayView(kEndBegins).startsWith(bytes) && bytes.size() > kSharedBegin) {
        return Form::End; // Cut off within its first word.
    }
    auto best = Form::Entry;
    qsizetype most = 0;
    for (const auto& [form, marks] : kMarks) {
        const auto found =
            std::count_if(marks.begin(), marks.end(), [&](const char* mark) { return bytes.contains(mark); });
        if (found > most) {
            most = found;
            best = form;
        }
    }
    return best;
}

} // namespace

AuditLine AuditLine::read(const QByteArray& bytes)
{
    AuditLine line;
    line.bytes = bytes;
    line.looksLike = looksOf(bytes);
    const auto json = QJsonDocument::fromJson(bytes).object();
    Members in(json);
    QJsonObject again;
    auto form = Form::Entry;
    const auto what = json.value("audit"_L1).toString();
    if (what == "log"_L1) {
        form = Form::Log;
        line.header = {in.text("id"_L1), in.text("kind"_L1), in.text("owner"_L1), in.time("begun"_L1)};
        line.log = line.header.id;
        line.genesis = in.hex("genesis"_L1);
        again = headerLine(line.header);
        again.insert(u"genesis"_s, QString::fromLatin1(line.genesis.toHex()));
    } else if (what == "end"_L1) {
        form = Form::End;
        line.log = in.text("log"_L1);
        line.count = in.number("count"_L1);
        line.hash = in.hex("head"_L1);
        line.ended = in.time("ended"_L1);
        line.digest = in.hex("digest"_L1);
        again = endLine(line.log, line.count, line.hash, line.ended, nullptr);
        again.insert(u"digest"_s, QString::fromLatin1(line.digest.toHex()));
        if (json.contains("key"_L1)) {
            line.key = in.hex("key"_L1);
            line.signature = in.hex("signature"_L1);
            again.insert(u"key"_s, QString::fromLatin1(line.key.toHex()));
            again.insert(u"signature"_s, QString::fromLatin1(line.signature.toHex()));
        }
    } else {
        line.log = in.text("log"_L1);
        line.entry = {in.number("n"_L1), in.time("at"_L1), in.text("kind"_L1), in.facts()};
        line.hash = in.hex("hash"_L1);
        again = entryLine(line.log, line.entry, line.hash);
    }
    const auto hashed = form == Form::Log ? line.genesis : line.hash;
    if (in.isSound() && hashed.size() == 32 && canonicalJson(again) == bytes) {
        line.form = form;
    }
    return line;
}

} // namespace textbank
