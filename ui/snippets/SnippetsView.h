#pragma once

#include "ui/Shift.h"

#include <QWidget>
#include <memory>

namespace textbank {

/// "Saved replies": the volunteer's own texts, to write and to keep, with what becomes of them for the batch; and the
/// campaign's texts, to look at and to copy.
class SnippetsView : public QWidget
{
    Q_OBJECT
public:
    explicit SnippetsView(Shift& shift, QWidget* parent = nullptr);
    ~SnippetsView() override;

    void activate(); ///< Takes the focus.
    bool perform(const QString& actionId);
    /// Brings back what was deleted or given up here last; false when there is nothing, or not here.
    bool undo();

signals:
    void announced(const QString& sentence);

protected:
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
