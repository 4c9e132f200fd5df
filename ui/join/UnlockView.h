#pragma once

#include <QWidget>
#include <memory>

namespace textbank {

class PassphraseLock;

/// The first screen where a shift is kept under a passphrase: it asks for it, says when it is wrong, and lets who has
/// forgotten it start over, after saying twice what that costs.
class UnlockView : public QWidget
{
    Q_OBJECT
public:
    explicit UnlockView(QWidget* parent = nullptr);
    ~UnlockView() override;

    /// Asks for the passphrase of `lock`, which outlives the view or is replaced by another call.
    void ask(PassphraseLock& lock);

signals:
    void unlocked();
    /// Forgotten, and she has confirmed twice that it may all be deleted.
    void startOverRequested();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
