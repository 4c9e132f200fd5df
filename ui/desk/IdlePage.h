#pragma once

#include "ui/Shift.h"
#include "ui/widgets/EmptyState.h"

namespace textbank {

class Button;
class CampaignList;

/// Stands in the card's place when there is no first message to send: why that is, and what can be done instead.
class IdlePage : public EmptyState
{
    Q_OBJECT
public:
    explicit IdlePage(Shift& shift, QWidget* parent = nullptr);
    /// As the session stands now.
    void showWhy();
    /// The first button that can be pressed, or null.
    QWidget* firstButton() const;
    QWidget* showThemButton() const; ///< For the popover that it opens.

signals:
    void focusNeeded(); ///< The button that had the focus is about to be disabled.
    void batchAnswered();
    void campaignChosen(); ///< Shift::campaign is another one.
    void blockedRequested();
    void repliesRequested();
    void finishRequested();

private:
    void requestBatch(const CampaignId& campaign);
    void followChoice();

    Shift& m_shift;
    CampaignList* m_campaigns;
    Button* m_getBatch;
    Button* m_showThem;
    Button* m_toReplies;
    Button* m_finish;
    bool m_fetching = false; ///< A batch is on its way.
};

} // namespace textbank
