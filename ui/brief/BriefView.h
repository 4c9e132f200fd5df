#pragma once

#include "ui/Shift.h"

#include <QWidget>
#include <memory>

namespace textbank {

/// The campaign's brief, script, talking points and rules, from the store: readable offline. Remembers what was read in
/// the setting "brief.read.<campaign>".
class BriefView : public QWidget
{
    Q_OBJECT
public:
    explicit BriefView(Shift& shift, QWidget* parent = nullptr);
    ~BriefView() override;

    void activate(); ///< Takes the focus.
    /// The brief is another one than the one last started with, or was never read.
    static bool isUnread(const Store& store, const CampaignId& campaign);

signals:
    void startRequested(); ///< The brief was read: to the first messages.

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
