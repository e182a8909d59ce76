// Which instrument: a field over the known ones, opened by typing a letter.

#pragma once

#include "core/base/ids.h"

#include <QFrame>
#include <QString>

#include <utility>
#include <vector>

class QLineEdit;
class QListWidget;

namespace omni::ui {

class Theme;

class SymbolSearch : public QFrame
{
    Q_OBJECT

public:
    /// Names are shown as plain text; each at most once.
    using Known = std::vector<std::pair<InstrumentId, QString>>;

    SymbolSearch(const Theme& theme, QWidget* parent);

    /// Opens at the top left of the parent with `typed` in its field.
    void open(Known known, const QString& typed);

signals:
    void chosen(omni::InstrumentId instrument);
    /// It was left without a choice: the focus may go back.
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& typed);
    void choose();
    void leave();

    const Theme& m_theme;
    Known m_known;
    QLineEdit* m_field;
    QListWidget* m_list;
};

} // namespace omni::ui
