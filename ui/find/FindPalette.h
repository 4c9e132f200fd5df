#pragma once

#include "ui/Shift.h"

#include <QList>
#include <QWidget>
#include <memory>

namespace textbank {

/// One action that Find offers by its name.
struct FindAction
{
    QString id;
    QString title;
    QString key; ///< As shown to a person; empty for none.
};

/// Ctrl+K: a palette over the window. People, words in conversations and actions, as one types. Covers its parent while
/// open.
class FindPalette : public QWidget
{
    Q_OBJECT
public:
    explicit FindPalette(Shift& shift, QWidget* parent = nullptr);
    ~FindPalette() override;

    void setActions(const QList<FindAction>& actions);
    void activate(); ///< Shows itself empty over the parent and takes the focus.
    void dismiss();  ///< Hides itself, emits closed().

signals:
    void personChosen(const textbank::ContactId& contact);
    void conversationChosen(const textbank::ContactId& contact);
    void actionChosen(const QString& id);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
