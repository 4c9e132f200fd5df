#include "core/reading/IntentModel.h"

#include <QCryptographicHash>
#include <QFile>
#include <QtEndian>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr char kMagic[] = "TBIM\1";
constexpr qsizetype kMagicSize = 5;
constexpr qsizetype kDigestSize = 32;
constexpr qsizetype kHeaderSize = kMagicSize + 1 + (1 + 2 * IntentModel::kOutputs) * 4;

float floatAt(const QByteArray& bytes, qsizetype at)
{
    const auto raw = qFromLittleEndian<quint32>(bytes.constData() + at);
    float value = 0;
    std::memcpy(&value, &raw, sizeof value);
    return value;
}

void append(QByteArray& bytes, float value)
{
    quint32 raw = 0;
    std::memcpy(&raw, &value, sizeof raw);
    raw = qToLittleEndian(raw);
    bytes.append(reinterpret_cast<const char*>(&raw), sizeof raw);
}

} // namespace

QByteArray IntentModel::write(const Parts& parts)
{
    QByteArray file(kMagic, kMagicSize);
    file.append(static_cast<char>(parts.bits));
    append(file, parts.temperature);
    for (const auto value : parts.bias) {
        append(file, value);
    }
    for (const auto value : parts.scale) {
        append(file, value);
    }
    file += parts.weights;
    return file + QCryptographicHash::hash(file, QCryptographicHash::Sha256);
}

Result<IntentModel> IntentModel::read(const QByteArray& file)
{
    if (file.size() < kHeaderSize + kDigestSize || !file.startsWith(QByteArray(kMagic, kMagicSize))) {
        return fail(ErrorCode::Corrupt, u"not a model of this version"_s);
    }
    const auto body = file.chopped(kDigestSize);
    if (QCryptographicHash::hash(body, QCryptographicHash::Sha256) != file.right(kDigestSize)) {
        return fail(ErrorCode::Corrupt, u"the model's digest"_s);
    }
    Parts parts;
    parts.bits = static_cast<quint8>(body.at(kMagicSize));
    auto at = kMagicSize + 1;
    parts.temperature = floatAt(body, at);
    at += 4;
    for (auto* values : {&parts.bias, &parts.scale}) {
        for (auto& value : *values) {
            value = floatAt(body, at);
            at += 4;
        }
    }
    const auto fits = parts.bits > 0 && parts.bits <= kMostBits &&
                      body.size() == kHeaderSize + (qsizetype{kOutputs} << parts.bits) && parts.temperature > 0;
    if (!fits) {
        return fail(ErrorCode::Corrupt, u"the model's size"_s);
    }
    parts.weights = body.mid(kHeaderSize);
    return IntentModel(std::move(parts));
}

Result<IntentModel> IntentModel::builtIn()
{
    QFile file(u":/intents/intents.model"_s);
    if (!file.open(QFile::ReadOnly)) {
        return fail(ErrorCode::Unavailable, u"no model was built in"_s);
    }
    return read(file.readAll());
}

const qint8* IntentModel::weightsOf(const ReplyFeatures::Feature& feature) const
{
    const auto index = feature.hash & ((1U << static_cast<unsigned>(m_parts.bits)) - 1U);
    return reinterpret_cast<const qint8*>(m_parts.weights.constData()) + qsizetype{kOutputs} * index;
}

IntentModel::Scores IntentModel::scores(const ReplyFeatures& reply) const
{
    std::array<qint32, kOutputs> sums{};
    for (const auto& feature : reply.all()) {
        const auto* weights = weightsOf(feature);
        for (size_t k = 0; k < kOutputs; ++k) {
            sums[k] += weights[k];
        }
    }
    // A long reply has more of everything: what counts is the direction.
    const auto length = 1 / std::sqrt(static_cast<float>(std::max<qsizetype>(1, reply.all().size())));
    Scores scores{};
    for (size_t k = 0; k < kOutputs; ++k) {
        scores[k] = m_parts.bias[k] + static_cast<float>(sums[k]) * m_parts.scale[k] * length;
    }
    return scores;
}

std::array<double, kIntents> IntentModel::intents(const Scores& scores) const
{
    const auto most = *std::max_element(scores.cbegin(), scores.cbegin() + kIntents);
    std::array<double, kIntents> shares{};
    auto sum = 0.0;
    for (size_t k = 0; k < kIntents; ++k) {
        shares[k] = std::exp(static_cast<double>(scores[k] - most) / static_cast<double>(m_parts.temperature));
        sum += shares[k];
    }
    for (auto& share : shares) {
        share /= sum;
    }
    return shares;
}

ReplyLanguage IntentModel::language(const Scores& scores) const
{
    const auto best = std::max_element(scores.cbegin() + kIntents, scores.cend());
    return static_cast<ReplyLanguage>(best - (scores.cbegin() + kIntents));
}

QString IntentModel::because(const ReplyFeatures& reply, Intent intent) const
{
    constexpr int kLongest = 5;
    const auto wanted = static_cast<size_t>(intent);
    const auto words = reply.words();
    std::vector<float> speaks(static_cast<size_t>(std::max(words, 0)), 0.0F);
    for (const auto& feature : reply.all()) {
        if (feature.first < 0 || feature.last < feature.first) {
            continue;
        }
        const auto* weights = weightsOf(feature);
        float others = 0;
        for (size_t k = 0; k < kIntents; ++k) {
            others += static_cast<float>(weights[k]) * m_parts.scale[k];
        }
        const auto own = static_cast<float>(weights[wanted]) * m_parts.scale[wanted];
        const auto share = (own - others / kIntents) / static_cast<float>(feature.last - feature.first + 1);
        for (auto word = feature.first; word <= feature.last; ++word) {
            speaks[static_cast<size_t>(word)] += share;
        }
    }
    // Of all stretches of a few words the one that speaks loudest; a word more has to be worth its place.
    auto best = 0.0F;
    auto from = -1;
    auto to = -1;
    const auto strongest = speaks.empty() ? 0.0F : *std::max_element(speaks.cbegin(), speaks.cend());
    for (auto first = 0; first < words; ++first) {
        auto sum = 0.0F;
        for (auto last = first; last < std::min(words, first + kLongest); ++last) {
            sum += speaks[static_cast<size_t>(last)] - 0.15F * strongest;
            if (sum > best) {
                best = sum;
                from = first;
                to = last;
            }
        }
    }
    return reply.written(from, to);
}

} // namespace textbank
