#pragma once

#include "core/compose/TemplateTrial.h"
#include "core/model/Snippet.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLineEdit;

namespace textbank {

class Button;
class Label;
class TemplateEditor;

/// One saved reply, or one text of the campaign, with what can be done to it. Decides nothing: it says what was typed
/// and asked for.
class SnippetPane : public QWidget
{
    Q_OBJECT
public:
    explicit SnippetPane(const QString& volunteerName, QWidget* parent = nullptr);
    void setLanguages(const QStringList& languages);
    void setBatch(TemplateTrial::Batch batch);
    /// What is made of the texts, the campaign's and her own; null for none.
    void setCampaign(const Campaign* campaign);
    /// A volunteer's own one. Another one than the one shown starts anew; of the same one only what differs is changed.
    void showOwn(const Snippet& snippet, bool isSaved, bool isOpen);
    void showScript(const Snippet& snippet, const QString& key);
    /// A title has to be given first.
    void askForTitle();
    void focusText();
    void focusTitle();
    TemplateEditor* editor() const { return m_editor; }

protected:
    void resizeEvent(QResizeEvent* event) override;

signals:
    void edited(const textbank::Snippet& snippet);
    void copyRequested();

private:
    void layOut();
    void showSnippet(const Snippet& snippet, const QString& key);
    void tell();

    QLineEdit* m_title;
    QComboBox* m_language;
    TemplateEditor* m_editor;
    Label* m_titleLabel;
    Label* m_titleProblem;
    Label* m_state;
    Label* m_readOnly;
    Button* m_save;
    Button* m_discard;
    Button* m_remove;
    Button* m_copy;
    QWidget* m_head;
    QBoxLayout* m_named = nullptr; ///< Title and language, beside each other where there is room.
    QWidget* m_foot;
    MergeRules m_scriptRules;
    MergeRules m_ownRules;
    Snippet m_snippet;
    QString m_key;
};

} // namespace textbank
