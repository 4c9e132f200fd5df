#pragma once

#include "ui/Shift.h"

#include <QWidget>

class QBoxLayout;
class QLineEdit;

namespace textbank {

class Banner;
class Button;
class Composer;
class Label;
class OfferRow;

/// Below the thread: the composer with what it would cost and what stands against it, or, where nothing may be sent,
/// why not and what to do.
class ComposerPane : public QWidget
{
    Q_OBJECT
public:
    explicit ComposerPane(Shift& shift, QWidget* parent = nullptr);
    Composer* composer() const { return m_composer; }
    Button* sendButton() const { return m_send; }
    /// Nothing blocks a reply to this contact (the text may still be wrong).
    bool isOpen() const;
    /// Makes the first change that is offered for the text; false when none is.
    bool mendText();
    /// Asks for a few words to staff; handedOver or leave follows.
    void askReason();

signals:
    void handedOver(const QString& reason);
    void leave();  ///< Esc: back to the list.
    void cutOff(); ///< Nothing may be sent any more, while something was being written.

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showVerdict();
    void showDraft();
    void showCounts();
    void showPlaceholder();
    void applySizes();

    Shift& m_shift;
    QWidget* m_write;
    Composer* m_composer;
    Label* m_findings;
    OfferRow* m_offers;
    Label* m_counter;
    QBoxLayout* m_foot;
    Button* m_send;
    Banner* m_blocked;
    QWidget* m_handOver;
    QLineEdit* m_reason;
};

} // namespace textbank
