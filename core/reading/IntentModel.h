#pragma once

#include "core/base/Result.h"
#include "core/reading/Intent.h"
#include "core/reading/ReplyFeatures.h"

#include <QByteArray>
#include <array>

namespace textbank {

/// A linear model over ReplyFeatures: what a reply wants and which language it is in. Made by
/// resources/intents/train.cpp at build time.
///
/// The file: "TBIM", a version byte (1), the number of index bits, the temperature, a bias and a scale for each output
/// (little-endian floats), a signed byte for each output of each index, and the SHA-256 of all that.
class IntentModel
{
public:
    static constexpr int kOutputs = kIntents + kReplyLanguages;
    static constexpr int kMostBits = 20;

    /// Corrupt when it is not whole or not what it says it is.
    static Result<IntentModel> read(const QByteArray& file);
    /// The one that was built in: Unavailable when there is none, else as read().
    static Result<IntentModel> builtIn();

    using Scores = std::array<float, kOutputs>;
    /// One sum for each output, before any softmax.
    Scores scores(const ReplyFeatures& reply) const;
    /// How likely each intent is; the shares add up to 1.
    std::array<double, kIntents> intents(const Scores& scores) const;
    ReplyLanguage language(const Scores& scores) const;
    /// The words that speak most for this intent against the others, as they were written; empty when none do.
    QString because(const ReplyFeatures& reply, Intent intent) const;

    /// What read() reads.
    struct Parts
    {
        int bits = 0;
        float temperature = 1;
        std::array<float, kOutputs> bias{};
        std::array<float, kOutputs> scale{};
        QByteArray weights; ///< kOutputs signed bytes for each of 2^bits indices.
    };
    static QByteArray write(const Parts& parts);

private:
    explicit IntentModel(Parts parts)
        : m_parts(std::move(parts))
    {
    }
    const qint8* weightsOf(const ReplyFeatures::Feature& feature) const;

    Parts m_parts;
};

} // namespace textbank
