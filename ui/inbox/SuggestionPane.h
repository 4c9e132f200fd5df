#pragma once

#include "core/review/Abilities.h"
#include "ui/Shift.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/ShownSince.h"

class QLineEdit;
class QVBoxLayout;

namespace textbank {

class FlowLayout;
class KeyTitle;
class Label;
class Pill;
class ScrollPane;
class SuggestionCard;

/// The right side of the inbox: numbered suggestions, and below them what can be recorded: answers, tags, notes.
class SuggestionPane : public Panel
{
    Q_OBJECT
public:
    explicit SuggestionPane(Shift& shift, QWidget* parent = nullptr);

    /// The suggestion numbered `number` (1 to 9) of those shown; its index in InboxSession::suggestions(), or -1.
    int indexOfNumber(int number) const;
    /// The same for a key; -1 also while the numbers are newer than anybody can have read.
    int indexOfKey(int number) const;
    void focusAnswers();
    void focusTags();
    void focusNote();
    /// False where the open conversation has nothing to record.
    bool hasAnswers() const;
    bool hasTags() const;

signals:
    void chosen(int index); ///< Of InboxSession::suggestions().
    void leave();           ///< Esc: back to the conversation.
    void cutOff();          ///< The field that was being written in is gone, for now it is of no use.
    void failed(const textbank::Error& error);
    void refused(const QString& why); ///< What the campaign's gateway cannot do, in a sentence.

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void showSuggestions();
    void showHint();
    void showRecord();
    void saveNote();
    void applySizes();
    void balance();
    void report(const Result<void>& result);
    /// The open conversation's campaign cannot keep this.
    bool lacks(ContactAction action) const;

    Shift& m_shift;
    QLineEdit* m_filter;
    Label* m_none;
    Label* m_hint;
    QVBoxLayout* m_cards;
    QList<SuggestionCard*> m_pool;
    QList<int> m_shown; ///< Indexes of InboxSession::suggestions(), in the order shown.
    ShownSince m_numbered;
    ScrollPane* m_upper;
    ScrollPane* m_lower;
    KeyTitle* m_answersTitle;
    Label* m_question;
    QWidget* m_answers;
    Label* m_earlier;
    KeyTitle* m_tagsTitle;
    QWidget* m_tags;
    KeyTitle* m_noteTitle;
    QLineEdit* m_note;
    QString m_recordKey; ///< What the pills were made for.
};

} // namespace textbank
