#include "ui/dialogs/settings/vault_box.h"

#include "ui/bridge/engine_link.h"
#include "ui/dialogs/settings/recovery_dialog.h"
#include "ui/dialogs/settings/vault_words.h"
#include "ui/style/icons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/labels.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <utility>

namespace omni::ui::settings {

VaultBox::VaultBox(EngineLink& engine, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_sign(new QLabel)
    , m_state(plainLabel({}, TextRole::Caption))
    , m_warning(plainLabel({}, TextRole::Warn))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(8));
    auto* head = new QHBoxLayout;
    head->setSpacing(theme.px(6));
    head->addWidget(plainLabel(tr("Vault"), TextRole::Section));
    head->addWidget(m_sign);
    m_state->setObjectName(QStringLiteral("vaultState"));
    m_state->setWordWrap(true);
    head->addWidget(m_state, 1);
    column->addLayout(head);
    column->addWidget(makeRows());
    m_warning->setObjectName(QStringLiteral("vaultWarning"));
    m_warning->setWordWrap(true);
    column->addWidget(m_warning);
    column->addWidget(makeButtons());
    auto* note = plainLabel(tr("Secrets are write-only here: they can be replaced, never shown or copied."),
                            TextRole::Caption);
    note->setWordWrap(true);
    column->addWidget(note);
    column->addStretch();
    auto* locks = new QShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_L), this);
    locks->setContext(Qt::WindowShortcut);
    connect(locks, &QShortcut::activated, this, &VaultBox::lock);
    refresh();
}

QWidget* VaultBox::makeRows()
{
    auto* rows = new QWidget;
    auto* form = new QFormLayout(rows);
    form->setContentsMargins({});
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setHorizontalSpacing(m_theme.px(16));
    form->setVerticalSpacing(m_theme.px(6));
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    const auto addRow = [form](const QString& name, const QString& text = {}) {
        auto* value = plainLabel(text, TextRole::Value);
        value->setWordWrap(true);
        form->addRow(plainLabel(name, TextRole::Label), value);
        return value;
    };
    addRow(tr("Where keys live"), tr("this computer, an encrypted file in the profile"));
    m_openedBy = addRow(tr("Opened by"));
    addRow(tr("Encryption"), QStringLiteral("XChaCha20-Poly1305, Argon2id"));
    m_entries = addRow(tr("Entries"));
    m_sessions = addRow(tr("When it locks"));
    return rows;
}

QPushButton* VaultBox::addButton(QLayout& line, const QString& words, const char* name, void (VaultBox::*deed)())
{
    auto* button = new QPushButton(words);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(words);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, deed);
    line.addWidget(button);
    return button;
}

QWidget* VaultBox::makeButtons()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(m_theme.px(8));
    auto* first = new QHBoxLayout;
    first->setSpacing(m_theme.px(8));
    m_make = addButton(*first, tr("Make a vault…"), "vaultMake", &VaultBox::make);
    m_unlock = addButton(*first, tr("Unlock…"), "vaultUnlock", &VaultBox::unlock);
    m_passphrase = addButton(*first, tr("Change passphrase…"), "vaultPassphrase", &VaultBox::changePassphrase);
    m_lock = addButton(*first, tr("Lock now"), "vaultLock", &VaultBox::lock);
    m_lock->setToolTip(tr("Ctrl Alt L"));
    first->addStretch();
    auto* second = new QHBoxLayout;
    second->setSpacing(m_theme.px(8));
    m_recovery = addButton(*second, tr("New recovery key…"), "vaultRecovery", &VaultBox::newRecoveryKey);
    m_master = addButton(*second, tr("Seal anew…"), "vaultMaster", &VaultBox::renewMasterKey);
    m_master->setToolTip(tr("A new master key: everything in the vault is encrypted again."));
    second->addStretch();
    column->addLayout(first);
    column->addLayout(second);
    setButtonKind(*m_make, ButtonKind::Primary);
    setButtonKind(*m_unlock, ButtonKind::Primary);
    return box;
}

void VaultBox::refresh()
{
    auto* const link = m_engine.terminal().vault();
    const auto view = link == nullptr ? nullptr : link->view();
    showNewKey(m_engine, m_theme, window());
    if (view != nullptr && m_shown == *view) {
        return;
    }
    const VaultLook look = vaultLook(view.get());
    m_sign->setPixmap(Icons::pixmap(m_theme, look.icon, look.token, m_theme.px(12)));
    showText(*m_state, look.word);
    m_state->setAccessibleName(tr("Vault: %1", "its state").arg(look.word));
    const bool isOpen = view != nullptr && view->state == views::VaultState::Open;
    const bool isLocked = view != nullptr && view->state == views::VaultState::Locked;
    showText(*m_openedBy, isOpen ? openedBy(*view) : isLocked ? tr("passphrase, or a recovery key") : missing());
    showText(*m_entries, isOpen ? tr("%n key(s)", nullptr, static_cast<int>(view->keys.size())) : missing());
    showText(*m_sessions, view == nullptr ? missing() : whenItLocks(*view));
    const QString warning = view != nullptr && view->failure ? failureOfVault(*view->failure)
        : isOpen && !view->isMemoryLocked
        ? tr("This system does not keep the vault's keys from being swapped to the disk.")
        : QString();
    showText(*m_warning, warning);
    m_warning->setVisible(!warning.isEmpty());
    const bool isBusy = view == nullptr || view->isBusy;
    m_make->setVisible(view == nullptr || view->state == views::VaultState::None);
    m_unlock->setVisible(isLocked);
    m_lock->setVisible(isOpen || (isLocked && view->holdsKeys));
    for (QPushButton* button : {m_passphrase, m_recovery, m_master}) {
        button->setVisible(isOpen);
    }
    for (QPushButton* button : {m_make, m_unlock, m_passphrase, m_recovery, m_master}) {
        button->setEnabled(!isBusy);
    }
    m_shown = view == nullptr ? std::nullopt : std::optional(*view);
}

void VaultBox::ask(VaultDialog::Ask ask)
{
    auto* dialog = new VaultDialog(m_engine, m_theme, std::move(ask), window());
    connect(dialog, &QDialog::finished, this, &VaultBox::refresh);
    dialog->open();
}

void VaultBox::make()
{
    ask(making());
}

VaultDialog::Ask VaultBox::making()
{
    VaultDialog::Ask what;
    what.title = tr("Make a vault");
    what.sentence
        = tr("Keys of brokers are kept in one encrypted file of this profile, which a passphrase opens. Four or "
             "five words that have nothing to do with each other are good and can be remembered; at least 12 "
             "characters.");
    what.note = tr("Behind this a recovery key is shown, once: have paper at hand.");
    what.asksNext = true;
    what.act = tr("Make the vault");
    what.wish = [](VaultDialog::Given given) { return runtime::MakeVault{std::move(given.next)}; };
    return what;
}

void VaultBox::unlock()
{
    ask(unlocking());
}

VaultDialog::Ask VaultBox::unlocking()
{
    VaultDialog::Ask what;
    what.title = tr("Unlock the vault");
    what.sentence = tr("The keys in it are at hand for sessions while it is unlocked.");
    what.asksCurrent = what.mayRecover = true;
    what.act = tr("Unlock");
    what.wish = [](VaultDialog::Given given) {
        return runtime::UnlockVault{std::move(given.current), given.isRecoveryKey};
    };
    return what;
}

void VaultBox::lock()
{
    auto* const link = m_engine.terminal().vault();
    const auto view = link == nullptr ? nullptr : link->view();
    if (view != nullptr && (view->state == views::VaultState::Open || view->holdsKeys)) {
        static_cast<void>(link->wish(runtime::LockVault{}));
        refresh();
    }
}

void VaultBox::changePassphrase()
{
    VaultDialog::Ask what;
    what.title = tr("Change passphrase");
    what.sentence = tr("From then on the new one opens the vault, and the old one does not.");
    what.note = tr("Copies of the file that were made before still open with the old one.");
    what.asksCurrent = what.mayRecover = what.asksNext = true;
    what.act = tr("Change passphrase");
    what.wish = [](VaultDialog::Given given) {
        return runtime::ChangeVaultPassphrase{std::move(given.current), given.isRecoveryKey, std::move(given.next)};
    };
    ask(std::move(what));
}

void VaultBox::newRecoveryKey()
{
    VaultDialog::Ask what;
    what.title = tr("New recovery key");
    what.sentence = tr("It is shown once. An earlier one opens nothing from then on.");
    what.asksCurrent = true;
    what.act = tr("Make it");
    what.wish = [](VaultDialog::Given given) { return runtime::MakeRecoveryKey{std::move(given.current)}; };
    ask(std::move(what));
}

void VaultBox::renewMasterKey()
{
    VaultDialog::Ask what;
    what.title = tr("Seal anew");
    what.sentence
        = tr("The vault gets a new master key, and everything in it is encrypted again. The passphrase stays; "
             "if there is a recovery key, a new one is shown.");
    what.asksCurrent = true;
    what.act = tr("Seal anew");
    what.wish = [](VaultDialog::Given given) { return runtime::RenewVaultKey{std::move(given.current)}; };
    ask(std::move(what));
}

RecoveryDialog* VaultBox::showNewKey(EngineLink& engine, const Theme& theme, QWidget* over)
{
    auto* const link = engine.terminal().vault();
    const auto view = link == nullptr ? nullptr : link->view();
    if (view == nullptr || !view->hasLettersToShow || view->isBusy) {
        return nullptr;
    }
    auto letters = link->takeRecoveryLetters();
    if (letters.isEmpty()) {
        return nullptr;
    }
    auto* dialog = new RecoveryDialog(theme, std::move(letters), over);
    dialog->open();
    return dialog;
}

} // namespace omni::ui::settings
