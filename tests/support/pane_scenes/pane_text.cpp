#include "tests/support/pane_scenes/pane_scenes.h"

#include <QAbstractItemView>
#include <QLabel>

namespace omni::testing {

QString textOf(const ui::Pane& pane)
{
    QStringList texts{pane.stateText()};
    for (const auto* label : pane.findChildren<QLabel*>()) {
        if (label->isVisibleTo(&pane)) {
            texts << label->text();
        }
    }
    for (const auto* part : pane.findChildren<QWidget*>()) {
        if (part->isVisibleTo(&pane)) {
            texts << part->accessibleName() << part->accessibleDescription();
        }
    }
    for (const auto* table : pane.findChildren<QAbstractItemView*>()) {
        const QAbstractItemModel* model = table->model();
        for (int row = 0; model != nullptr && table->isVisibleTo(&pane) && row < model->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model->columnCount(); ++column) {
                cells << model->index(row, column).data().toString();
            }
            texts << cells.join(QStringLiteral(" \u00a6 "));
        }
    }
    // Words of the mirrored language begin with a mark of their direction.
    return ui::withoutIsolates(texts.join(QLatin1Char('\n'))).remove(QChar(0x200F));
}

QString notSaid(const PaneScene& scene, const QString& text)
{
    QStringList missing;
    for (const QString& words : QString::fromUtf8(scene.says).split(QLatin1Char('|'), Qt::SkipEmptyParts)) {
        if (!text.contains(words)) {
            missing << words;
        }
    }
    return missing.join(QLatin1Char('|'));
}

} // namespace omni::testing
