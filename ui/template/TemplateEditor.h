#pragma once

#include "core/compose/TemplateTrial.h"

#include <QTimer>
#include <QWidget>

namespace textbank {

class Banner;
class BranchList;
class BranchModel;
class Button;
class Label;
class TemplateField;
class TemplatePreview;
struct FieldChoice;

/// Writes one template, and shows while one types what becomes of it: as a message to a contact of the batch, in
/// segments, in its branches and for how many contacts. A batch of any size never keeps the keys waiting: it is counted
/// after a pause, a few milliseconds at a time.
class TemplateEditor : public QWidget
{
    Q_OBJECT
public:
    explicit TemplateEditor(const QString& volunteerName, QWidget* parent = nullptr);
    ~TemplateEditor() override;

    void setBatch(TemplateTrial::Batch batch);
    /// How the text is written and what the campaign makes of it.
    void setRules(const MergeRules& rules);
    /// Another template: what was typed in the one before cannot be taken back here.
    void setText(const QString& text);
    QString text() const;
    void setReadOnly(bool on);
    /// "editor.next", "editor.previous", "editor.nextBlocked"; false for any other.
    bool perform(const QString& actionId);
    /// Keys were pressed a moment ago: what was written is looked at as a whole, and counted, after a short pause.
    bool isPausing() const { return m_pause.isActive(); }
    const TemplateTrial& trial() const { return m_trial; }

signals:
    void edited(const QString& text); ///< Typed, pasted or mended here.
    /// One sentence about what was asked for: nobody takes that branch.
    void announced(const QString& sentence);

private:
    void layOut();
    void typed();
    void take();
    void refresh();
    void lookAgain();
    void showCounts();
    void showStrange();
    void work();
    void seek(int branch);
    QList<FieldChoice> choices() const;

    TemplateTrial m_trial;
    TemplateField* m_field;
    Banner* m_fault;
    Button* m_goThere;
    Banner* m_strange;
    Button* m_rename;
    TemplatePreview* m_preview;
    Label* m_branchesTitle;
    Label* m_branchesHint;
    BranchModel* m_branches;
    BranchList* m_branchList;
    Label* m_stopped;
    Label* m_counting;
    QTimer m_pause;
    QTimer m_work;
    QString m_strangeName;
    QString m_nearest;
    bool m_naming = false;  ///< A name is being written: that it is not closed is no mistake yet.
    bool m_quiet = false;   ///< The text is being set, nobody typed it.
    bool m_seeking = false; ///< Somebody waits for the next one who ...
    int m_sought = -1;      ///< ... takes this branch; -1: is stopped.
};

} // namespace textbank
