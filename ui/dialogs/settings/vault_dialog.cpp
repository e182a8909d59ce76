#include "ui/dialogs/settings/vault_dialog.h"

#include "ui/bridge/engine_link.h"
#include "ui/dialogs/settings/vault_words.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_field.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace omni::ui::settings {

namespace {

constexpr int lookMs = 100;
constexpr int secretWidth = 320;

platform::SecretBytes takenFrom(SecretField* field)
{
    return field == nullptr ? platform::SecretBytes() : field->take();
}

} // namespace

VaultDialog::VaultDialog(EngineLink& engine, const Theme& theme, Ask ask, QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_ask(std::move(ask))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(m_ask.title);
    setAccessibleName(m_ask.title);
    setAccessibleDescription(m_ask.sentence);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(12));
    auto* body = new QWidget;
    auto* lines = new QVBoxLayout(body);
    lines->setContentsMargins({});
    lines->setSpacing(theme.px(12));
    auto* sentence = plainLabel(m_ask.sentence, TextRole::Value);
    sentence->setWordWrap(true);
    lines->addWidget(sentence);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(theme.px(16));
    form->setVerticalSpacing(theme.px(8));
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    addFields(*form);
    lines->addLayout(form);
    auto* note = plainLabel(m_ask.note, TextRole::Label);
    note->setWordWrap(true);
    note->setVisible(!m_ask.note.isEmpty());
    lines->addWidget(note);
    m_state = plainLabel({}, TextRole::Label);
    m_state->setObjectName(QStringLiteral("vaultTold"));
    m_state->setWordWrap(true);
    lines->addWidget(m_state);
    column->addWidget(new ScrolledBody(body), 1);
    column->addLayout(makeButtons());
    for (SecretField* field : findChildren<SecretField*>()) {
        field->setMinimumWidth(theme.px(secretWidth));
    }
    refresh(); // what it says of itself has its room, too
    new DialogBounds(*this, theme, {}, {460, 0});
    m_timer.setInterval(lookMs);
    connect(&m_timer, &QTimer::timeout, this, &VaultDialog::look);
    m_timer.start();
}

QLayout* VaultDialog::makeButtons()
{
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Cancel"));
    m_act = new QPushButton(m_ask.act);
    m_act->setObjectName(QStringLiteral("vaultAct"));
    for (QPushButton* button : {cancel, m_act}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
    }
    setButtonKind(*cancel, ButtonKind::Normal, true);
    setButtonKind(*m_act, ButtonKind::Primary, true);
    m_act->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_act);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_act, &QPushButton::clicked, this, &VaultDialog::act);
    return buttons;
}

SecretField* VaultDialog::addSecret(QFormLayout& form, const QString& name, bool isKey)
{
    auto* field = new SecretField(isKey ? SecretField::Kind::Key : SecretField::Kind::Phrase);
    field->setAccessibleName(name);
    auto* label = plainLabel(name, TextRole::Label);
    label->setBuddy(field);
    form.addRow(label, field);
    connect(field, &SecretField::typed, this, [this] {
        m_told.clear();
        refresh();
    });
    connect(field, &QLineEdit::returnPressed, this, [this, field] {
        if (missing().isEmpty()) {
            act();
        } else {
            focusNextChild(); // past what is only read
        }
    });
    return field;
}

void VaultDialog::addFields(QFormLayout& form)
{
    if (m_ask.asksCurrent) {
        m_current = addSecret(form, tr("Passphrase"), false);
        m_current->setObjectName(QStringLiteral("currentSecret"));
        m_currentName = qobject_cast<QLabel*>(form.labelForField(m_current));
    }
    if (m_ask.mayRecover) {
        m_recover = new QCheckBox(tr("Use the recovery key"));
        m_recover->setAccessibleName(m_recover->text());
        form.addRow(QString(), m_recover);
        connect(m_recover, &QCheckBox::toggled, this, [this](bool on) {
            showText(*m_currentName, on ? tr("Recovery key") : tr("Passphrase"));
            m_current->setAccessibleName(m_currentName->text());
            m_current->wipe();
            m_told.clear();
            refresh();
        });
    }
    if (m_ask.asksNext) {
        m_next = addSecret(form, tr("New passphrase"), false);
        m_next->setObjectName(QStringLiteral("newSecret"));
        m_again = addSecret(form, tr("Once more"), false);
        m_again->setObjectName(QStringLiteral("newSecretAgain"));
    }
    if (m_ask.asksKey) {
        m_id = addSecret(form, tr("API key"), true);
        m_id->setObjectName(QStringLiteral("keyId"));
        m_secret = addSecret(form, tr("Secret"), true);
        m_secret->setObjectName(QStringLiteral("keySecret"));
    }
}

std::int64_t VaultDialog::waits() const
{
    const auto* const link = m_engine.terminal().vault();
    const auto view = link == nullptr ? nullptr : link->view();
    // The recovery key waits for nothing: nobody finds it by guessing.
    if (view == nullptr || !view->mayGuessAt || m_current == nullptr
        || (m_recover != nullptr && m_recover->isChecked())) {
        return 0;
    }
    const Duration left = *view->mayGuessAt - m_engine.now();
    return left.ns <= 0 ? 0 : (left.ns + seconds(1).ns - 1) / seconds(1).ns;
}

QString VaultDialog::missing() const
{
    if (m_number != 0) {
        return tr("At work: this takes a second or two…");
    }
    for (const SecretField* field : {m_current, m_next, m_again, m_id, m_secret}) {
        if (field != nullptr && field->isBlank()) {
            return tr("%1 is missing.").arg(field->accessibleName());
        }
    }
    if (m_next != nullptr && !m_next->isSameAs(*m_again)) {
        return tr("The two new passphrases are not the same.");
    }
    if (const std::int64_t left = waits(); left > 0) {
        return tr("The next one counts in %1 s.").arg(left);
    }
    return {};
}

void VaultDialog::refresh()
{
    const QString why = missing();
    const std::int64_t left = m_number == 0 ? waits() : 0;
    m_act->setEnabled(why.isEmpty());
    m_act->setAccessibleDescription(why);
    const bool isBad = !m_told.isEmpty();
    const QString told = !isBad ? why
        : left > 0
        ? tr("%1 The next one counts in %2 s.", "why it failed, and when it may be tried again").arg(m_told).arg(left)
        : m_told;
    showText(*m_state, told, isBad ? TextRole::Danger : TextRole::Label);
    m_state->setAccessibleName(told);
}

void VaultDialog::act()
{
    auto* const link = m_engine.terminal().vault();
    if (link == nullptr || !missing().isEmpty()) {
        return;
    }
    Given given;
    given.current = takenFrom(m_current);
    given.isRecoveryKey = m_recover != nullptr && m_recover->isChecked();
    given.next = takenFrom(m_next);
    given.id = takenFrom(m_id);
    given.secret = takenFrom(m_secret);
    if (m_again != nullptr) {
        m_again->wipe();
    }
    m_number = link->wish(m_ask.wish(std::move(given)));
    m_told = m_number == 0 ? tr("Too much is asked of the vault at once. Try again in a moment.") : QString();
    refresh();
}

void VaultDialog::look()
{
    auto* const link = m_engine.terminal().vault();
    const auto view = link == nullptr ? nullptr : link->view();
    if (m_number != 0 && view != nullptr && view->settled >= m_number) {
        m_number = 0;
        if (!view->failure) {
            accept();
            return;
        }
        m_told = failureOfVault(*view->failure);
        for (SecretField* field : {m_current, m_next, m_id}) {
            if (field != nullptr) {
                field->setFocus();
                break;
            }
        }
    }
    refresh();
}

} // namespace omni::ui::settings
