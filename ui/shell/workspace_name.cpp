#include "ui/shell/workspace_name.h"

#include "ui/style/theme.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace omni::ui {

WorkspaceName::WorkspaceName(const Theme& theme, const QString& old,
                             std::function<LayoutKeeper::TitleFault(QString)> faultOf,
                             std::function<void(QString)> then, QWidget* parent)
    : QDialog(parent)
    , m_faultOf(std::move(faultOf))
    , m_then(std::move(then))
    , m_name(new QLineEdit(old))
    , m_fault(plainLabel({}, TextRole::Label))
    , m_take(new QPushButton(old.isEmpty() ? tr("Make it") : tr("Rename")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(old.isEmpty() ? tr("New workspace") : tr("Rename workspace"));
    setAccessibleName(windowTitle());
    auto* label = plainLabel(old.isEmpty() ? tr("&Name of the new workspace. It begins as this one looks now.")
                                           : tr("New n&ame of this workspace"),
                             TextRole::Label);
    label->setWordWrap(true);
    label->setBuddy(m_name);
    m_name->setAccessibleName(tr("Name of the workspace"));
    m_name->setMaxLength(longestWorkspaceTitle + 1); // one more is a fault that is told
    m_name->selectAll();
    m_fault->setWordWrap(true);
    auto* keep = new QPushButton(tr("Cancel"));
    setButtonKind(*m_take, ButtonKind::Primary, true);
    setButtonKind(*keep, ButtonKind::Normal, true);
    for (QPushButton* button : {m_take, keep}) {
        button->setAccessibleName(button->text());
    }
    m_take->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(keep);
    buttons->addStretch(1);
    buttons->addWidget(m_take);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(12));
    column->addWidget(label);
    column->addWidget(m_name);
    column->addWidget(m_fault);
    column->addLayout(buttons);
    new DialogBounds(*this, theme, {}, {400, 0});
    connect(m_name, &QLineEdit::textChanged, this, &WorkspaceName::look);
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, [this] {
        if (m_faultOf(m_name->text()) == LayoutKeeper::TitleFault::None) {
            accept();
            if (const auto deed = std::exchange(m_then, {})) {
                deed(m_name->text());
            }
        }
    });
    look();
    m_name->setFocus();
}

void WorkspaceName::look()
{
    const auto fault = m_faultOf(m_name->text());
    QString sentence;
    switch (fault) {
    case LayoutKeeper::TitleFault::None:
        break;
    case LayoutKeeper::TitleFault::Empty:
        sentence = tr("A name has at least one character that can be seen.");
        break;
    case LayoutKeeper::TitleFault::TooLong:
        sentence = tr("A name has at most %1 characters.").arg(longestWorkspaceTitle);
        break;
    case LayoutKeeper::TitleFault::Taken:
        sentence = tr("Another workspace has this name.");
        break;
    }
    m_fault->setText(sentence);
    m_name->setAccessibleDescription(sentence);
    m_take->setEnabled(fault == LayoutKeeper::TitleFault::None);
}

} // namespace omni::ui
