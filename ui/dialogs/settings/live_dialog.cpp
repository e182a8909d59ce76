#include "ui/dialogs/settings/live_dialog.h"

#include "ui/bridge/engine_link.h"
#include "ui/dialogs/settings/live_words.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/secret_field.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::settings {

namespace {

constexpr int lookMs = 100;
constexpr int fieldWidth = 320;
constexpr int mostEndLength = 8; ///< Four, and what a clipboard brings along.

QString markWord(const std::string& mark)
{
    return mark == "passed" ? QStringLiteral("✓")
        : mark == "failed"  ? QStringLiteral("✗")
        : mark == "advised" ? QStringLiteral("!")
                            : QStringLiteral("–");
}

} // namespace

LiveDialog::LiveDialog(EngineLink& engine, runtime::LiveLink& link, const Theme& theme, const Formats& formats,
                       Which which, QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_link(link)
    , m_theme(theme)
    , m_formats(formats)
    , m_which(std::move(which))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(tr("Go live with %1").arg(m_which.title));
    setAccessibleName(windowTitle());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(12));
    auto* body = new QWidget;
    auto* lines = new QVBoxLayout(body);
    lines->setContentsMargins({});
    lines->setSpacing(theme.px(12));
    auto* sentence = plainLabel(tr("This lets sessions trade with real money, for this key, this account and limits "
                                   "that are no looser. Nothing is armed by it: a person does that in the session, "
                                   "with a code."),
                                TextRole::Value);
    sentence->setWordWrap(true);
    lines->addWidget(sentence);
    addChecklist(*lines);
    addTest(*lines);
    addFields(*lines);
    m_told = plainLabel({}, TextRole::Label);
    m_told->setObjectName(QStringLiteral("liveTold"));
    m_told->setWordWrap(true);
    column->addWidget(new ScrolledBody(body), 1);
    column->addWidget(m_told); // in sight whatever is scrolled
    addButtons(*column);
    m_link.look();
    look();
    new DialogBounds(*this, theme, {}, {640, 0});
    m_timer.setInterval(lookMs);
    connect(&m_timer, &QTimer::timeout, this, &LiveDialog::look);
    m_timer.start();
}

/// Whoever closes it has thought better of a grant that waits.
LiveDialog::~LiveDialog()
{
    const auto now = m_link.view();
    if (m_isGranting && now != nullptr && now->waiting == m_which.broker) {
        static_cast<void>(m_link.wish(runtime::DropLive{}));
    }
}

void LiveDialog::addChecklist(QVBoxLayout& column)
{
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(m_theme.px(16));
    form->setVerticalSpacing(m_theme.px(4));
    for (int i = 0; i < views::liveNeedCount; ++i) {
        Line& line = m_lines.at(static_cast<std::size_t>(i));
        auto* row = new QWidget;
        auto* parts = new QVBoxLayout(row);
        parts->setContentsMargins({});
        parts->setSpacing(0);
        line.state = plainLabel({}, TextRole::Value);
        line.next = plainLabel({}, TextRole::Caption);
        line.next->setWordWrap(true);
        parts->addWidget(line.state);
        parts->addWidget(line.next);
        auto* head = new QWidget;
        auto* name = new QHBoxLayout(head);
        name->setContentsMargins({});
        line.sign = new QLabel;
        name->addWidget(line.sign);
        name->addWidget(plainLabel(nameOfNeed(static_cast<views::LiveNeed>(i)), TextRole::Label), 1);
        form->addRow(head, row);
    }
    column.addLayout(form);
}

void LiveDialog::addTest(QVBoxLayout& column)
{
    m_test = new QPushButton(tr("Test the key now"));
    m_test->setObjectName(QStringLiteral("testLiveKey"));
    m_test->setAccessibleName(m_test->text());
    m_test->setAutoDefault(false);
    connect(m_test, &QPushButton::clicked, this, &LiveDialog::test);
    auto* line = new QHBoxLayout;
    line->addWidget(m_test);
    line->addStretch(1);
    column.addLayout(line);
    m_testLines = plainLabel({}, TextRole::Value);
    m_testLines->setObjectName(QStringLiteral("liveTestLines"));
    column.addWidget(m_testLines);
}

LiveDialog::Sayer LiveDialog::addSayer(const QString& head, const char* name)
{
    Sayer sayer;
    QFormLayout& form = *m_form;
    sayer.head = plainLabel(head, TextRole::Section);
    form.addRow(sayer.head);
    sayer.name = new QLineEdit;
    sayer.name->setObjectName(QString::fromLatin1(name));
    sayer.name->setAccessibleName(tr("Name of the account"));
    sayer.name->setMaxLength(32);
    form.addRow(plainLabel(tr("Name of the account"), TextRole::Label), sayer.name);
    sayer.password = new SecretField(SecretField::Kind::Phrase);
    sayer.password->setAccessibleName(tr("Password"));
    form.addRow(plainLabel(tr("Password"), TextRole::Label), sayer.password);
    sayer.code = new SecretField(SecretField::Kind::Key);
    sayer.code->setAccessibleName(tr("Code of the authenticator"));
    form.addRow(plainLabel(tr("Code of the authenticator"), TextRole::Label), sayer.code);
    for (SecretField* field : {sayer.password, sayer.code}) {
        field->setMinimumWidth(m_theme.px(fieldWidth));
        connect(field, &SecretField::typed, this, &LiveDialog::look);
    }
    connect(sayer.name, &QLineEdit::textChanged, this, &LiveDialog::look);
    return sayer;
}

void LiveDialog::addFields(QVBoxLayout& column)
{
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(m_theme.px(16));
    m_form->setVerticalSpacing(m_theme.px(8));
    m_end = new QLineEdit;
    m_end->setObjectName(QStringLiteral("accountEnd"));
    m_end->setAccessibleName(tr("Last 4 characters of the account at the broker"));
    m_end->setMaxLength(mostEndLength);
    connect(m_end, &QLineEdit::textChanged, this, &LiveDialog::look);
    m_form->addRow(plainLabel(m_end->accessibleName(), TextRole::Label), m_end);
    m_by = addSayer(tr("Who grants it"), "liveBy");
    m_second = addSayer(tr("The second person"), "liveSecond");
    column.addLayout(m_form);
}

void LiveDialog::addButtons(QBoxLayout& column)
{
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Leave everything as it is"));
    m_grant = new QPushButton(tr("Allow real money"));
    m_grant->setObjectName(QStringLiteral("grantLive"));
    for (QPushButton* button : {cancel, m_grant}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
    }
    setButtonKind(*cancel, ButtonKind::Normal, true);
    setButtonKind(*m_grant, ButtonKind::Danger, true);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_grant);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_grant, &QPushButton::clicked, this, &LiveDialog::grant);
    column.addLayout(buttons);
}

void LiveDialog::test()
{
    m_failure.clear();
    m_number = m_link.wish(runtime::TestLiveKey{m_which.broker});
    m_isGranting = false;
    look();
}

runtime::LiveSayer LiveDialog::taken(Sayer& sayer)
{
    runtime::LiveSayer out{sayer.name->text().trimmed().toStdString(), sayer.password->take(), sayer.code->take()};
    sayer.password->wipe();
    sayer.code->wipe();
    return out;
}

void LiveDialog::grant()
{
    const auto now = m_link.view();
    const auto* standing = standingIn(now.get());
    if (!missing(standing).isEmpty()) {
        return;
    }
    runtime::GrantLive wish;
    wish.broker = m_which.broker;
    wish.accountEnd = m_end->text().trimmed().toStdString();
    wish.by = taken(m_by);
    if (standing->takesTwo) {
        wish.second = taken(m_second);
    }
    m_failure.clear();
    m_number = m_link.wish(std::move(wish));
    m_isGranting = true;
    look();
}

const views::LiveStanding* LiveDialog::standingIn(const views::GoingLive* now) const
{
    if (now == nullptr) {
        return nullptr;
    }
    const auto found = std::find_if(now->brokers.begin(), now->brokers.end(),
                                    [this](const auto& one) { return one.broker == m_which.broker; });
    return found == now->brokers.end() ? nullptr : &*found;
}

/// Why it cannot be granted at this moment. Empty: it can.
QString LiveDialog::missing(const views::LiveStanding* standing) const
{
    if (m_number != 0) {
        return m_isGranting ? tr("At work: this takes a moment…") : tr("The key is tested…");
    }
    if (standing == nullptr) {
        return tr("It is looked at…");
    }
    if (!standing->isReady()) {
        return tr("Something is missing: see above.");
    }
    if (m_end->text().trimmed().isEmpty()) {
        return tr("The last 4 characters of the account are missing.");
    }
    for (const Sayer* sayer : {&m_by, &m_second}) {
        const bool isAsked = sayer == &m_by || standing->takesTwo;
        if (isAsked
            && (sayer->name->text().trimmed().isEmpty() || sayer->password->isBlank() || sayer->code->isBlank())) {
            return tr("Name, password and code are missing.");
        }
    }
    return {};
}

void LiveDialog::look()
{
    const auto now = m_link.view();
    if (m_number != 0 && now != nullptr && now->settled >= m_number) {
        m_number = 0;
        m_failure = now->failure ? failureWords(*now->failure) : QString();
        m_isGranting = m_isGranting && !now->failure;
    }
    const auto* standing = standingIn(now.get());
    const bool isDone = now != nullptr && m_isGranting && m_number == 0 && now->waiting.empty();
    if (isDone && standing != nullptr && standing->grant == views::LiveGrantState::Granted) {
        m_isGranting = false;
        accept();
        return;
    }
    if (isDone && now->failure) { // behind its minute
        m_isGranting = false;
        m_failure = failureWords(*now->failure);
    }
    showNow(now.get());
}

void LiveDialog::showNow(const views::GoingLive* now)
{
    const auto* standing = standingIn(now);
    if (standing != nullptr) {
        for (const views::LiveLine& one : standing->lines) {
            Line& line = m_lines.at(static_cast<std::size_t>(one.need));
            line.sign->setPixmap(Icons::pixmap(m_theme, one.isMet ? QStringLiteral("check") : QStringLiteral("cross"),
                                               one.isMet ? Token::Ok : Token::Danger, m_theme.px(12)));
            showText(*line.state, stateOfNeed(one, m_formats));
            showText(*line.next, nextStep(one));
            line.next->setVisible(!one.isMet);
        }
    }
    showTest(now);
    const bool takesTwo = standing != nullptr && standing->takesTwo;
    for (QWidget* part : {static_cast<QWidget*>(m_second.head), static_cast<QWidget*>(m_second.name),
                          static_cast<QWidget*>(m_second.password), static_cast<QWidget*>(m_second.code)}) {
        m_form->setRowVisible(part, takesTwo);
    }
    const bool waits = now != nullptr && now->waiting == m_which.broker && now->grantedFrom;
    const QString why = missing(standing);
    m_grant->setEnabled(why.isEmpty() && !waits);
    m_grant->setAccessibleDescription(why);
    m_test->setEnabled(m_number == 0 && !waits);
    const bool isBad = !m_failure.isEmpty();
    QString told = isBad ? m_failure : why;
    if (waits) {
        const Duration left = *now->grantedFrom - m_engine.now();
        told = tr("Nobody else has this right. It is allowed in %1 s; close this to leave everything as it is.")
                   .arg(std::max<std::int64_t>(0, (left.ns + seconds(1).ns - 1) / seconds(1).ns));
    }
    showText(*m_told, told, isBad && !waits ? TextRole::Danger : TextRole::Label);
    m_told->setAccessibleName(told);
}

void LiveDialog::showTest(const views::GoingLive* now)
{
    QStringList lines;
    if (now != nullptr && now->tested == m_which.broker) {
        for (const views::LiveTestLine& one : now->test) {
            const QString detail = outsideText(one.detail, 160);
            lines << (detail.isEmpty()
                          ? tr("%1 %2", "sign, what was looked at").arg(markWord(one.mark), nameOfTestStep(one.step))
                          : tr("%1 %2: %3", "sign, what was looked at, what came of it")
                                .arg(markWord(one.mark), nameOfTestStep(one.step), detail));
        }
    }
    showText(*m_testLines, lines.join(QLatin1Char('\n')));
    m_testLines->setVisible(!lines.isEmpty());
}

} // namespace omni::ui::settings
