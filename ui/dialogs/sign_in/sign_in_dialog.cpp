#include "ui/dialogs/sign_in/sign_in_dialog.h"

#include "ui/bridge/engine_link.h"
#include "ui/dialogs/sign_in/sign_in_panel.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace omni::ui::sign_in {

SignInDialog::SignInDialog(EngineLink& engine, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_panel(new SignInPanel(engine, theme, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(tr("Sign in"));
    setAccessibleName(windowTitle());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(12));
    auto* body = new QWidget;
    auto* lines = new QVBoxLayout(body);
    lines->setContentsMargins({});
    lines->setSpacing(theme.px(12));
    auto* sentence = plainLabel(tr("This profile has accounts: what is done on a broker's account is done in "
                                   "somebody's name, with the rights that he has."),
                                TextRole::Value);
    auto* note = plainLabel(tr("The passphrase of the vault, where it is asked for, is another secret than your "
                               "password: the accounts lie in the vault."),
                            TextRole::Label);
    for (QLabel* label : {sentence, note}) {
        label->setWordWrap(true);
        lines->addWidget(label);
    }
    setAccessibleDescription(sentence->text());
    lines->addWidget(m_panel);
    column->addWidget(new ScrolledBody(body), 1);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setAccessibleName(cancel->text());
    cancel->setAutoDefault(false);
    setButtonKind(*cancel, ButtonKind::Normal, true);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    buttons->addWidget(&m_panel->act());
    column->addLayout(buttons);
    new DialogBounds(*this, theme, {}, {460, 0});
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_panel, &SignInPanel::cameIn, this, &QDialog::accept);
}

void SignInDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_panel->focusFirst();
}

} // namespace omni::ui::sign_in
