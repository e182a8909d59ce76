#include "ui/dialogs/people/person_dialog.h"

#include "core/host/runtime/vault/vault_link.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/people/people_words.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::people {

namespace {

constexpr int lookMs = 100;
constexpr int fieldWidth = 320;
constexpr int mostNameLetters = 32;

platform::SecretBytes takenFrom(SecretField* field)
{
    return field == nullptr ? platform::SecretBytes() : field->take();
}

} // namespace

PersonDialog::PersonDialog(EngineLink& engine, const Theme& theme, const Formats& formats, Ask ask, QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_formats(formats)
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
    const auto addText = [lines](const QString& text, TextRole role) {
        auto* label = plainLabel(text, role);
        label->setWordWrap(true);
        label->setVisible(!text.isEmpty());
        lines->addWidget(label);
        return label;
    };
    addText(m_ask.sentence, TextRole::Value);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(theme.px(16));
    m_form->setVerticalSpacing(theme.px(8));
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    addFields(*m_form);
    lines->addLayout(m_form);
    addText(m_ask.note, TextRole::Label);
    m_state = addText({}, TextRole::Label);
    m_state->setObjectName(QStringLiteral("personTold"));
    m_state->setVisible(true);
    column->addWidget(new ScrolledBody(body), 1);
    column->addLayout(makeButtons());
    for (QWidget* field : findChildren<QLineEdit*>()) {
        field->setMinimumWidth(theme.px(fieldWidth));
    }
    showWhoAsks();
    refresh(); // what it says of itself has its room, too
    new DialogBounds(*this, theme, {}, {480, 0});
    m_timer.setInterval(lookMs);
    connect(&m_timer, &QTimer::timeout, this, &PersonDialog::look);
    m_timer.start();
}

runtime::PeopleLink* PersonDialog::people() const
{
    auto* const vault = m_engine.terminal().vault();
    return vault == nullptr ? nullptr : vault->people();
}

std::string PersonDialog::name() const
{
    return m_name == nullptr ? m_ask.name : m_name->text().trimmed().toStdString();
}

QLayout* PersonDialog::makeButtons()
{
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Cancel"));
    m_act = new QPushButton(m_ask.act);
    m_act->setObjectName(QStringLiteral("personAct"));
    for (QPushButton* button : {cancel, m_act}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
    }
    setButtonKind(*cancel, ButtonKind::Normal, true);
    setButtonKind(*m_act, m_ask.isDanger ? ButtonKind::Danger : ButtonKind::Primary, true);
    m_act->setDefault(!m_ask.isDanger);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_act);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_act, &QPushButton::clicked, this, &PersonDialog::act);
    return buttons;
}

SecretField* PersonDialog::addSecret(QFormLayout& form, const QString& name, const char* object, bool isCode)
{
    auto* field = new SecretField(isCode ? SecretField::Kind::Key : SecretField::Kind::Phrase);
    field->setObjectName(QLatin1String(object));
    field->setAccessibleName(name);
    auto* label = plainLabel(name, TextRole::Label);
    label->setBuddy(field);
    form.addRow(label, field);
    connect(field, &SecretField::typed, this, [this] {
        m_told.clear();
        judge();
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

void PersonDialog::addFields(QFormLayout& form)
{
    if (m_ask.name.empty()) {
        m_name = new QLineEdit;
        m_name->setObjectName(QStringLiteral("personName"));
        m_name->setMaxLength(mostNameLetters);
        m_name->setAccessibleName(tr("Name"));
        m_name->setPlaceholderText(tr("small letters, digits, dot, hyphen"));
        form.addRow(plainLabel(tr("Name"), TextRole::Label), m_name);
        connect(m_name, &QLineEdit::textChanged, this, [this] {
            m_told.clear();
            judge();
            refresh();
        });
    }
    if (m_ask.asksProof) {
        m_password = addSecret(form, tr("Password"), "personPassword", false);
        if (m_ask.hasFactor) {
            m_second = addSecret(form, tr("Code, or a recovery code"), "personCode", true);
        }
    }
    if (m_ask.asksNext) {
        m_next = addSecret(form, m_ask.asksProof ? tr("New password") : tr("Password"), "newPassword", false);
        m_again = addSecret(form, tr("Once more"), "newPasswordAgain", false);
        m_verdict = plainLabel({}, TextRole::Label);
        m_verdict->setObjectName(QStringLiteral("passwordVerdict"));
        m_verdict->setWordWrap(true);
        form.addRow(QString(), m_verdict);
    }
    if (m_ask.roles) {
        addRoles(form);
    }
    if (m_ask.mayBeOwn) {
        m_own = new QCheckBox(tr("By the person himself, with the password alone"));
        m_own->setObjectName(QStringLiteral("personOwn"));
        m_own->setAccessibleName(m_own->text());
        form.addRow(m_own);
        m_password = addSecret(form, tr("Password"), "personPassword", false);
        connect(m_own, &QCheckBox::toggled, this, [this] {
            m_told.clear();
            showWhoAsks();
            refresh();
        });
    }
    if (m_ask.asksManager) {
        addManager(form);
    }
}

void PersonDialog::addRoles(QFormLayout& form)
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins({});
    grid->setColumnStretch(1, 1);
    for (std::size_t i = 0; i < humanRoleList.size(); ++i) {
        const auto role = humanRoleList.at(i);
        auto* one = new QCheckBox(roleName(role));
        one->setObjectName(QStringLiteral("role%1").arg(i));
        one->setAccessibleName(one->text());
        one->setAccessibleDescription(roleMeaning(role));
        one->setChecked(m_ask.roles->has(role));
        connect(one, &QCheckBox::toggled, this, [this] {
            m_told.clear();
            refresh();
        });
        auto* meaning = plainLabel(roleMeaning(role), TextRole::Label);
        meaning->setWordWrap(true);
        grid->addWidget(one, static_cast<int>(i), 0);
        grid->addWidget(meaning, static_cast<int>(i), 1);
        m_roles.at(i) = one;
    }
    form.addRow(plainLabel(tr("Roles"), TextRole::Label), box);
}

void PersonDialog::addManager(QFormLayout& form)
{
    m_manager = new QComboBox;
    m_manager->setObjectName(QStringLiteral("manager"));
    m_manager->setAccessibleName(tr("Who does it"));
    const auto view = people() == nullptr ? nullptr : people()->view();
    for (const auto& one : view == nullptr ? std::vector<views::PersonView>() : view->people) {
        if (one.roles.has(risk::Role::Admin)) {
            m_manager->addItem(shownName(m_formats, one), QString::fromStdString(one.name));
        }
    }
    // Somebody else first: nobody changes his own rights beside another who could.
    for (int i = 0; i < m_manager->count(); ++i) {
        if (m_manager->itemData(i).toString().toStdString() != m_ask.name) {
            m_manager->setCurrentIndex(i);
            break;
        }
    }
    form.addRow(plainLabel(tr("Who does it"), TextRole::Label), m_manager);
    m_managerPassword = addSecret(form, tr("His or her password"), "managerPassword", false);
    m_managerCode = addSecret(form, tr("Code of the authenticator"), "managerCode", true);
}

bool PersonDialog::isManagerKnown() const
{
    const auto view = people() == nullptr ? nullptr : people()->view();
    return view != nullptr && !view->manager.empty() && view->managerUntil && m_engine.now() < *view->managerUntil;
}

bool PersonDialog::isOwn() const
{
    return m_own != nullptr && m_own->isChecked();
}

/// The fields of who has to prove himself now, and no others.
void PersonDialog::showWhoAsks()
{
    const auto showRow = [this](QWidget* field, bool isShown) {
        if (field != nullptr) {
            m_form->labelForField(field)->setVisible(isShown);
            field->setVisible(isShown);
        }
    };
    const bool asksManager = m_ask.asksManager && !isOwn() && !isManagerKnown();
    showRow(m_manager, asksManager);
    showRow(m_managerPassword, asksManager);
    showRow(m_managerCode, asksManager);
    if (m_ask.mayBeOwn) {
        showRow(m_password, isOwn());
    }
}

risk::Roles PersonDialog::chosenRoles() const
{
    risk::Roles roles;
    for (std::size_t i = 0; i < m_roles.size(); ++i) {
        if (m_roles.at(i) != nullptr && m_roles.at(i)->isChecked()) {
            roles = roles | risk::Roles::of(humanRoleList.at(i));
        }
    }
    return roles;
}

QString PersonDialog::missing() const
{
    if (m_number != 0) {
        return tr("At work…");
    }
    if (m_name != nullptr && m_name->text().trimmed().isEmpty()) {
        return tr("%1 is missing.").arg(m_name->accessibleName());
    }
    for (const SecretField* field : {m_password, m_second, m_next, m_again, m_managerPassword, m_managerCode}) {
        if (field != nullptr && !field->isHidden() && field->isBlank()) {
            return tr("%1 is missing.").arg(field->accessibleName());
        }
    }
    if (m_next != nullptr && !m_next->isSameAs(*m_again)) {
        return tr("The two passwords are not the same.");
    }
    if (m_next != nullptr && m_judged != views::PasswordVerdict::Good) {
        return tr("The password is not good enough yet.");
    }
    if (m_ask.roles && chosenRoles().isEmpty()) {
        return tr("A person has one role at least.");
    }
    return {};
}

/// By the rules that it has to pass in the end.
void PersonDialog::judge()
{
    m_judged = m_next == nullptr || people() == nullptr ? views::PasswordVerdict::Empty
                                                        : people()->judge(m_next->exposed(), m_ask.hasFactor, name());
}

void PersonDialog::refresh()
{
    if (m_act == nullptr) {
        return; // not built yet
    }
    if (m_verdict != nullptr) {
        showText(*m_verdict, verdictWords(m_judged, m_ask.hasFactor),
                 m_judged == views::PasswordVerdict::Good           ? TextRole::Ok
                     : m_judged == views::PasswordVerdict::TooShort ? TextRole::Label
                                                                    : TextRole::Warn);
    }
    const QString why = missing();
    m_act->setEnabled(why.isEmpty());
    m_act->setAccessibleDescription(why);
    const bool isBad = !m_told.isEmpty();
    const QString told = isBad ? m_told : why;
    showText(*m_state, told, isBad ? TextRole::Danger : TextRole::Label);
    m_state->setAccessibleName(told);
}

void PersonDialog::act()
{
    if (people() == nullptr || !missing().isEmpty()) {
        return;
    }
    Given given;
    given.name = name();
    given.isOwn = isOwn();
    given.roles = chosenRoles();
    if (m_ask.asksManager && !given.isOwn && m_managerPassword != nullptr && !m_managerPassword->isHidden()) {
        given.by.person = m_manager->currentData().toString().toStdString();
        given.by.password = takenFrom(m_managerPassword);
        given.by.second = takenFrom(m_managerCode);
    }
    given.password = takenFrom(m_password);
    given.second = takenFrom(m_second);
    given.next = takenFrom(m_next);
    if (m_again != nullptr) {
        m_again->wipe();
        judge();
    }
    m_number = people()->wish(m_ask.wish(std::move(given)));
    m_told = m_number == 0 ? tr("Too much is asked at once. Try again in a moment.") : QString();
    refresh();
}

void PersonDialog::look()
{
    const auto view = people() == nullptr ? nullptr : people()->view();
    if (m_number != 0 && view != nullptr && view->settled >= m_number) {
        m_number = 0;
        if (!view->failure) {
            accept();
            return;
        }
        m_told = failureOfPeople(*view->failure);
        for (SecretField* field : {m_password, m_next, m_managerPassword}) {
            if (field != nullptr && !field->isHidden()) {
                field->setFocus();
                break;
            }
        }
    }
    showWhoAsks();
    refresh();
}

} // namespace omni::ui::people
