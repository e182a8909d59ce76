#include "tests/support/shown_texts/shown_texts.h"

#include "tests/support/pseudo_locale/pseudo_locale.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollArea>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTableView>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace omni::testing {

namespace {

using Kind = ShownText::Kind;

QString placeOf(const QWidget& part)
{
    QString place = QString::fromLatin1(part.metaObject()->className());
    if (!part.objectName().isEmpty()) {
        place += QLatin1Char('#') + part.objectName();
    }
    return part.parentWidget() == nullptr
        ? place
        : place + QStringLiteral(" in ") + QString::fromLatin1(part.parentWidget()->metaObject()->className());
}

/// Made by Qt inside of a widget of ours: not ours to name.
bool isInner(const QWidget& part)
{
    const QByteArray kind = part.metaObject()->className();
    const QWidget* parent = part.parentWidget();
    return kind.startsWith("QScrollBar") || kind.startsWith("QMenu") || kind.contains("Private")
        || kind == "QComboBoxListView" || part.objectName().startsWith(QLatin1String("qt_"))
        || (parent != nullptr
            && (parent->inherits("QComboBox") || parent->inherits("QAbstractItemView")
                || parent->inherits("QAbstractSpinBox") || parent->inherits("QKeySequenceEdit")));
}

QString plainOf(const QString& text)
{
    if (!Qt::mightBeRichText(text)) {
        return text;
    }
    QTextDocument document;
    document.setHtml(text);
    return document.toPlainText();
}

QString withoutMnemonic(QString text)
{
    static const QRegularExpression mark(QStringLiteral("&(?=[^& ])"));
    return text.remove(mark);
}

class Collector
{
public:
    explicit Collector(const QWidget& root)
        : m_root(root)
    {
        take(root);
        for (const auto* part : root.findChildren<QWidget*>()) {
            if (part->isVisibleTo(&root) && !isInner(*part)) {
                take(*part);
            }
        }
    }
    std::vector<ShownText> texts;

private:
    void add(Kind kind, const QString& text, const QWidget& part)
    {
        const QString plain = plainOf(text).trimmed();
        if (!plain.isEmpty()) {
            texts.push_back({kind, plain, placeOf(part)});
        }
    }
    void take(const QWidget& part)
    {
        add(Kind::Hint, part.toolTip(), part);
        add(Kind::Told, part.accessibleName(), part);
        add(Kind::Told, part.accessibleDescription(), part);
        if (part.isWindow()) {
            add(Kind::Label, part.windowTitle(), part);
        }
        if (const auto* label = qobject_cast<const QLabel*>(&part)) {
            add(Kind::Label, label->text(), part);
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(&part)) {
            add(Kind::Button, withoutMnemonic(button->text()), part);
        } else if (const auto* field = qobject_cast<const QLineEdit*>(&part)) {
            add(Kind::Hint, field->placeholderText(), part);
        } else if (const auto* paper = qobject_cast<const QPlainTextEdit*>(&part)) {
            add(Kind::Hint, paper->placeholderText(), part);
        } else if (const auto* group = qobject_cast<const QGroupBox*>(&part)) {
            add(Kind::Label, group->title(), part);
        } else if (const auto* box = qobject_cast<const QComboBox*>(&part)) {
            for (int i = 0; i < box->count(); ++i) {
                add(Kind::Field, box->itemText(i), part);
            }
        } else if (const auto* tabs = qobject_cast<const QTabBar*>(&part)) {
            for (int i = 0; i < tabs->count(); ++i) {
                add(Kind::Tab, tabs->tabText(i), part);
            }
        } else if (const auto* view = qobject_cast<const QAbstractItemView*>(&part)) {
            takeCells(*view);
        }
    }
    void takeCells(const QAbstractItemView& view)
    {
        const auto* model = view.model();
        if (model == nullptr || qobject_cast<const QHeaderView*>(&view) != nullptr) {
            return;
        }
        const auto* table = qobject_cast<const QTableView*>(&view);
        for (int column = 0; column < model->columnCount(); ++column) {
            if (table != nullptr && !table->isColumnHidden(column)) {
                add(Kind::Header, model->headerData(column, Qt::Horizontal).toString(), view);
            }
            for (int row = 0; row < model->rowCount(); ++row) {
                if (table == nullptr || !table->isColumnHidden(column)) {
                    add(Kind::Cell, model->index(row, column).data().toString(), view);
                }
            }
        }
    }

    const QWidget& m_root;
};

/// Names of things and signs of units: alike in every language.
const QRegularExpression& ofNoLanguage()
{
    static const QRegularExpression words(
        QStringLiteral("\\b(test:|demo:)?(ACME|BTCUSD|ETHUSD|BTC|ETH|USD|UTC|DEMO|PAPER|LIVE|REPLAY|OmniTrade AI)\\b"
                       "|\\b(sma_cross|breakout)\\S*|\\b[a-z]+=\\w+"
                       "|\\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\d+ (Jan|Nov|Dec) \\d{4}\\b|\\b[0-9a-f]{8}\\b"
                       "|\\b(Ctrl|Shift|Alt|Enter|Esc|Del|Ins|Home|Space|Tab|F\\d+)\\b"
                       "|\\d(ms|s|m|h|d|D|W|K|M|B|bp|GB|MB|x)\\b|\\b(ms|s|bp|GB|MB)\\b"
                       "|\\b[PD]\u2011?-?\\d+(\\.\\d+)?\\b"));
    return words;
}

bool isSaid(const ShownText& text, const QStringList& data)
{
    if (PseudoLocale::isTranslated(text.text) || data.contains(text.text)) {
        return true;
    }
    QString rest = text.text;
    for (const QString& part : data) {
        rest.remove(QRegularExpression(QStringLiteral("\\b%1").arg(QRegularExpression::escape(part))));
    }
    rest.remove(ofNoLanguage());
    return PseudoLocale::isTranslated(rest);
}

bool fits(const QLabel& label)
{
    if (label.text().isEmpty() || !label.pixmap(Qt::ReturnByValue).isNull()) {
        return true;
    }
    if (label.wordWrap()) {
        return label.heightForWidth(label.width()) <= label.height() + 1;
    }
    const QSize wanted = label.minimumSizeHint();
    return wanted.width() <= label.width() + 1 && wanted.height() <= label.height() + 2;
}

bool fits(const QAbstractButton& button)
{
    const QSize wanted = button.inherits("QPushButton") || button.inherits("QToolButton") ? button.minimumSizeHint()
                                                                                          : button.sizeHint();
    return button.text().isEmpty() || wanted.width() <= button.width() + 1;
}

bool fits(const QComboBox& box)
{
    QStyleOptionComboBox option;
    option.initFrom(&box);
    option.editable = box.isEditable();
    const QRect room = box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
    return box.fontMetrics().horizontalAdvance(box.currentText()) <= room.width() + 1;
}

/// No part of it lies outside of what it stands in, scrolling areas aside: there it can be brought into sight.
bool isInSight(const QWidget& part, const QWidget& root)
{
    QRect place = part.rect();
    for (const QWidget* at = &part; at != &root && at->parentWidget() != nullptr; at = at->parentWidget()) {
        place.translate(at->pos());
        const QWidget* parent = at->parentWidget();
        if (parent->objectName() == QLatin1String("qt_scrollarea_viewport")) {
            return true;
        }
        if (!parent->rect().adjusted(-1, -1, 1, 1).contains(place)) {
            return false;
        }
    }
    return true;
}

QStringList cutNumbers(const QTableView& table)
{
    static const QRegularExpression pseudoMarks(QStringLiteral("[\\[\\]~]"));
    QStringList cut;
    const QFontMetrics metrics = table.fontMetrics();
    for (int column = 0; column < table.model()->columnCount(); ++column) {
        for (int row = 0; row < table.model()->rowCount() && !table.isColumnHidden(column); ++row) {
            const QModelIndex index = table.model()->index(row, column);
            const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
            QString text = index.data().toString();
            text.remove(pseudoMarks); // a number is no longer in another language
            if (alignment.testFlag(Qt::AlignRight) && metrics.horizontalAdvance(text) > table.columnWidth(column) - 4) {
                cut << QStringLiteral("number %1 in column %2")
                           .arg(text, table.model()->headerData(column, Qt::Horizontal).toString());
            }
        }
    }
    return cut;
}

} // namespace

std::vector<ShownText> textsOf(const QWidget& root)
{
    return Collector(root).texts;
}

QStringList untranslated(const QWidget& root, const QStringList& data)
{
    QStringList found;
    for (const ShownText& text : textsOf(root)) {
        if (!isSaid(text, data)) {
            found << QStringLiteral("\"%1\" in %2").arg(text.text.left(80), text.where);
        }
    }
    found.removeDuplicates();
    return found;
}

QStringList cutTexts(const QWidget& root)
{
    QStringList cut;
    for (const auto* part : root.findChildren<QWidget*>()) {
        if (!part->isVisibleTo(&root) || isInner(*part)) {
            continue;
        }
        QString text;
        bool hasRoom = true;
        if (const auto* label = qobject_cast<const QLabel*>(part)) {
            text = label->text();
            hasRoom = fits(*label);
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(part)) {
            text = button->text();
            hasRoom = fits(*button);
        } else if (const auto* box = qobject_cast<const QComboBox*>(part)) {
            text = box->currentText();
            hasRoom = fits(*box);
        } else if (const auto* table = qobject_cast<const QTableView*>(part)) {
            cut << cutNumbers(*table);
        }
        if (!text.isEmpty() && !(hasRoom && isInSight(*part, root))) {
            cut << QStringLiteral("\"%1\" in %2, %3 x %4")
                       .arg(plainOf(text).left(80), placeOf(*part))
                       .arg(part->width())
                       .arg(part->height());
        }
    }
    return cut;
}

QStringList sidewaysTexts(const QWidget& root)
{
    QStringList found;
    for (const auto* part : root.findChildren<QWidget*>()) {
        if (!part->isVisibleTo(&root) || isInner(*part)) {
            continue;
        }
        if (part->inherits("omni::ui::RowPainter") && part->width() < part->minimumSizeHint().width()) {
            found << QStringLiteral("painted rows in %1: %2 of %3")
                         .arg(placeOf(*part))
                         .arg(part->width())
                         .arg(part->minimumSizeHint().width());
        }
        const auto* scroll = qobject_cast<const QScrollArea*>(part);
        if (scroll != nullptr && scroll->widget() != nullptr
            && scroll->widget()->width() > scroll->viewport()->width()) {
            found << QStringLiteral("%1: %2 of %3 can be seen")
                         .arg(placeOf(*part))
                         .arg(scroll->viewport()->width())
                         .arg(scroll->widget()->width());
        }
    }
    return found;
}

QStringList unnamedIn(const QWidget& root)
{
    QStringList found;
    for (auto* part : root.findChildren<QWidget*>()) {
        if (part->focusPolicy() == Qt::NoFocus || !part->isVisibleTo(&root) || isInner(*part)) {
            continue;
        }
        QAccessibleInterface* told = QAccessible::queryAccessibleInterface(part);
        if (told == nullptr || told->text(QAccessible::Name).trimmed().isEmpty()) {
            found << placeOf(*part);
        }
    }
    return found;
}

} // namespace omni::testing
