#pragma once

#include <QTimer>
#include <QWidget>

namespace textbank {

/// One sentence at the window's lower edge for a few seconds, read out by screen readers. Takes no focus and no clicks.
class Toast : public QWidget
{
    Q_OBJECT
public:
    explicit Toast(QWidget* parent);
    void say(const QString& sentence, const QString& key = {}, const QString& keyMeaning = {});
    /// Like say(), but stays until hushed: a countdown that is told anew each second without being read out each time.
    void count(const QString& sentence, const QString& key, const QString& keyMeaning);
    void hush();
    bool isCounting() const { return m_counting; }
    /// A sentence is there that has not had its time yet.
    bool isSaying() const { return m_timer.isActive(); }
    QString sentence() const { return m_sentence; }
    /// What its key does ("Undo"); empty when it offers nothing.
    QString keyMeaning() const { return m_meaning; }
    void place();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void put(const QString& sentence, const QString& key, const QString& keyMeaning);

    QString m_sentence;
    QString m_key;
    QString m_meaning;
    QTimer m_timer;
    bool m_counting = false;
};

} // namespace textbank
