// What the audit pane is narrowed to: kind, person, words, time. UI thread.

#pragma once

#include "core/desk/views/audit_view.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QJsonObject>
#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <string>
#include <vector>

class QComboBox;
class QDateEdit;
class QLineEdit;

namespace omni::ui::audit {

class FilterLine final : public QWidget
{
    Q_OBJECT

public:
    FilterLine(const Theme& theme, const Formats& formats, QWidget* parent);

    /// `now`: what "today" is counted from.
    [[nodiscard]] views::AuditQuery query(Timestamp now) const;
    /// Persons of rows that were shown, to choose from. Those that were known stay.
    void offer(const std::vector<std::string>& persons);
    /// Who sits there reads what is his own: there is nobody to choose.
    void setOwnOnly(bool isOwnOnly);
    [[nodiscard]] QJsonObject saveState() const;
    /// {"kind": "keys", "text": …}. What is not in it is left wide.
    void restoreState(const QJsonObject& state);

signals:
    /// Something else is wanted; words that are typed are waited for a moment.
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Span { Any, Hour, Today, Week, Month, Between };
    void retell();
    void fill(QComboBox& box, const QStringList& names);
    [[nodiscard]] std::string person() const;

    const Formats& m_formats;
    QComboBox* m_kind;
    QComboBox* m_person;
    QLineEdit* m_words;
    QComboBox* m_span;
    QDateEdit* m_from;
    QDateEdit* m_until;
    std::vector<std::string> m_persons; ///< By place in the choice, from its second on.
    QTimer m_typing;
};

} // namespace omni::ui::audit
