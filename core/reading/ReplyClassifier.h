#pragma once

#include "core/policy/OptOutWords.h"
#include "core/reading/IntentModel.h"

#include <memory>
#include <optional>

namespace textbank {

/// How a reply reads, and why. Nothing of it leaves the device.
struct ReplyMeaning
{
    Intent intent = Intent::Other;
    double confidence = 0; ///< From 0 to 1: of replies read with 0.9 nine in ten are that.
    double hostile = 0;    ///< The share of abuse the model hears in it, from 0 to 1; 0 without a model.
    OptOutTier tier = OptOutTier::None;
    ReplyLanguage language = ReplyLanguage::English;
    std::array<double, kIntents>
        shares{};        ///< How likely each intent is; all 0 where only rules were asked and know nothing.
    QString optOutWords; ///< With a tier: the words that read like an opt-out; may be empty with Likely.
    QString because;     ///< The words it is read off, as they were written; empty when there are none.
};

/// Rules for what is certain, the model for the rest. Without a model the rules alone go on.
class ReplyClassifier
{
public:
    explicit ReplyClassifier(std::optional<IntentModel> model)
        : m_model(std::move(model))
    {
    }
    /// With the model that was built in, where it is there and whole; hasModel() tells.
    static ReplyClassifier builtIn();

    bool hasModel() const { return m_model.has_value(); }
    ReplyMeaning read(const QString& reply) const;

private:
    std::optional<IntentModel> m_model;
};

} // namespace textbank
