#pragma once

#include "core/model/Campaign.h"
#include "core/model/Command.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace textbank {

/// An edit that would end a finding. Nobody makes it but the person who reads it.
struct TextMend
{
    int position = 0; ///< 0-based UTF-16 place where it begins.
    int length = 0;   ///< What goes; 0 inserts.
    QString text;     ///< What comes; empty takes out.
    QString appliedTo(const QString& whole) const;
    friend bool operator==(const TextMend&, const TextMend&) = default;
};

struct CheckFinding
{
    TextCheck check = TextCheck::Empty;
    bool blocks = false;          ///< Else a warning.
    int position = 0;             ///< 0-based UTF-16 place in the text; for what is missing, where it would go.
    int length = 0;               ///< 0 for what is missing.
    QString wanted;               ///< The wording that is missing, where the policy names one.
    std::optional<TextMend> mend; ///< Absent where only a person can know what was meant.
    friend bool operator==(const CheckFinding&, const CheckFinding&) = default;
};

/// Whom the text is for, as far as the checks ask.
struct CheckContext
{
    QStringList states; ///< USPS codes of the states the contact may live in; a disclosure of any of them is required.
    QString organisation; ///< Offered as the signature where nothing says who is texting.
    QString language;     ///< BCP 47, of the words that are offered; English where it is none of ours.
    QString firstName;    ///< Of the contact: offered where a name was left over.
};

/// Checks of the finished, merged text at the levels of the policy; findings in the order of TextCheck. Identity,
/// opt-out wording and disclosures are asked of first messages alone.
QList<CheckFinding> checkMessage(const QString& text, SendKind kind, const Policy& policy,
                                 const CheckContext& context = {});
/// Whether one of them blocks.
bool anyBlocks(const QList<CheckFinding>& findings);

/// The text with plain punctuation, where that makes fewer segments of it; never done unasked.
std::optional<TextMend> plainPunctuationMend(const QString& text);

} // namespace textbank
