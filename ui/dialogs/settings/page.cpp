#include "ui/dialogs/settings/page.h"

#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>

#include <utility>

namespace omni::ui::settings {

Page::Page(QString key, const QString& title, const QString& sentence, const PageContext& context)
    : m_context(context)
    , m_key(std::move(key))
    , m_column(new QVBoxLayout(this))
{
    setWindowTitle(title);
    const int edge = context.theme.px(24);
    m_column->setContentsMargins(edge, context.theme.px(16), edge, edge);
    m_column->setSpacing(context.theme.px(12));
    auto* head = new QLabel(title);
    head->setFont(context.theme.font(TextSize::Headline, QFont::Medium));
    auto* line = new QLabel(sentence);
    line->setWordWrap(true);
    setTextRole(*line, TextRole::Label);
    m_column->addWidget(head);
    m_column->addWidget(line);
}

QStringList Page::words() const
{
    QStringList out{title()};
    for (const auto* label : findChildren<QLabel*>()) {
        out.push_back(label->text());
    }
    for (const auto* button : findChildren<QAbstractButton*>()) {
        out.push_back(button->text());
    }
    return out;
}

QFormLayout* Page::addForm(const QString& head)
{
    if (!head.isEmpty()) {
        auto* label = new QLabel(head);
        label->setFont(m_context.theme.font(TextSize::Section, QFont::Medium));
        m_column->addWidget(label);
    }
    auto* form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows); // at a large scale a choice stands below its name
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFormAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setHorizontalSpacing(m_context.theme.px(24));
    form->setVerticalSpacing(m_context.theme.px(8));
    m_column->addLayout(form);
    return form;
}

QCheckBox* Page::addSwitch(QFormLayout* form, const QString& text, bool UserChoices::*member)
{
    auto* box = new QCheckBox(text);
    box->setAccessibleName(text);
    box->setChecked(m_context.staged.choices().*member);
    connect(box, &QCheckBox::toggled, this,
            [this, member](bool on) { change([&](UserChoices& choices) { choices.*member = on; }); });
    connect(&m_context.staged, &Staged::changed, box, [this, box, member] {
        const QSignalBlocker quiet(box);
        box->setChecked(m_context.staged.choices().*member);
    });
    form->addRow(box);
    return box;
}

template<class Value>
QComboBox* Page::addBox(QFormLayout* form, const QString& label, const QList<QPair<Value, QString>>& options,
                        Value UserChoices::*member, QWidget* beside)
{
    auto* box = new QComboBox;
    box->setAccessibleName(label);
    for (const auto& option : options) {
        box->addItem(option.second, option.first);
    }
    box->setCurrentIndex(std::max(0, box->findData(m_context.staged.choices().*member)));
    connect(box, &QComboBox::currentIndexChanged, this, [this, box, member] {
        change([&](UserChoices& choices) { choices.*member = box->currentData().value<Value>(); });
    });
    connect(&m_context.staged, &Staged::changed, box, [this, box, member] {
        const QSignalBlocker quiet(box);
        if (const int index = box->findData(m_context.staged.choices().*member); index >= 0) {
            box->setCurrentIndex(index);
        }
    });
    addField(form, label, box, beside);
    return box;
}

void Page::addField(QFormLayout* form, const QString& label, QWidget* field, QWidget* beside)
{
    auto* row = new QHBoxLayout;
    row->addWidget(field, 3);
    auto* rest = new QHBoxLayout;
    if (beside != nullptr) {
        rest->addWidget(beside);
    }
    rest->addStretch();
    row->addLayout(rest, 2);
    form->addRow(label, row);
}

void Page::addButton(QFormLayout* form, QWidget* button)
{
    auto* row = new QHBoxLayout;
    row->addWidget(button);
    row->addStretch();
    form->addRow(row);
}

QComboBox* Page::addChoice(QFormLayout* form, const QString& label, const QList<QPair<QString, QString>>& options,
                           QString UserChoices::*member)
{
    return addBox(form, label, options, member);
}

QComboBox* Page::addNumber(QFormLayout* form, const QString& label, const QList<QPair<int, QString>>& options,
                           int UserChoices::*member, QWidget* beside)
{
    return addBox(form, label, options, member, beside);
}

void Page::change(const std::function<void(UserChoices&)>& edit)
{
    UserChoices choices = m_context.staged.choices();
    edit(choices);
    m_context.staged.setChoices(choices);
}

void Page::leaveUndoToWindow(QWidget* edit)
{
    edit->installEventFilter(this);
}

bool Page::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto keys = static_cast<QKeyEvent*>(event)->keyCombination();
        if (keys == QKeyCombination(Qt::CTRL | Qt::Key_Z) || keys == (Qt::CTRL | Qt::SHIFT | Qt::Key_Z)) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace omni::ui::settings
