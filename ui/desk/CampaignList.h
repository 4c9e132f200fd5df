#pragma once

#include "core/review/CampaignBoard.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace textbank {

class Button;
class Chip;
class Label;

/// The campaigns of a volunteer who has several: what waits in each, and more contacts of it.
class CampaignList : public QWidget
{
    Q_OBJECT
public:
    explicit CampaignList(QWidget* parent = nullptr);
    void show(const QList<CampaignLine>& lines);
    /// While a batch is on its way no other can be asked for.
    void setFetching(bool on);
    /// The chosen campaign's button, else the first that can be pressed; null when there is none.
    QWidget* firstButton() const;

signals:
    void contactsRequested(const textbank::CampaignId& campaign);

private:
    struct Row
    {
        QWidget* panel = nullptr;
        Label* title = nullptr;
        Label* waits = nullptr;
        Chip* done = nullptr;
        Button* get = nullptr;
    };
    Row makeRow(const CampaignId& campaign);
    void restyle();

    QVBoxLayout* m_column;
    QList<CampaignLine> m_lines;
    QHash<CampaignId, Row> m_rows;
    bool m_fetching = false;
};

} // namespace textbank
