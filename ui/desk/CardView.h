#pragma once

#include "core/review/Card.h"

#include <QWidget>
#include <memory>

class QAbstractButton;

namespace textbank {

/// One contact's card: who, where, when and why, the text as it will arrive, and what can be done. Shows what it is
/// given; knows no session.
class CardView : public QWidget
{
    Q_OBJECT
public:
    explicit CardView(QWidget* parent = nullptr);
    ~CardView() override;

    /// Repaints only what differs from the card shown before. `campaign` may be null.
    void show(const Card& card, const Campaign* campaign, Instant now);
    void showTime(Instant now);
    /// Says on each card which campaign it is of: for a volunteer who has several.
    void setCampaignShown(bool on);

    const ContactId& contact() const;
    /// Exactly the text on screen, in the bubble or in the editor.
    QString shownText() const;
    bool isEditing() const;
    /// The text is being edited, and what the hands type goes there.
    bool isTyping() const;
    void startEditing();
    void stopEditing();
    /// Takes blank lines and spaces off the end of what is being written: they cannot be seen on the card, and what is
    /// seen is what is sent.
    void tidyText();

    /// Makes the first change that is offered for the text; false when none is.
    bool mendText();

    QAbstractButton* sendButton() const;
    QAbstractButton* buttonOf(const QString& actionId) const; ///< Null for none.
    QWidget* anchorOf(const QString& actionId) const;         ///< The action's button, for a popover.

signals:
    void actionRequested(const QString& actionId); ///< Any button but Send.
    void textEdited(const QString& text);          ///< Typed by the person.
    void restoreRequested();
    void editingEnded(); ///< By Esc or "Done".

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void endEditing();
    void makeMend(const TextMend& mend);
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
