// An Office package: an archive whose parts name each other by relations. The main part says what kind of file it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "readers/limits.hpp"
#include "readers/refused.hpp"
#include "readers/xml.hpp"
#include "readers/zip.hpp"

namespace nianbao::readers {

struct Relation {
    std::string id;
    std::string type;    // the last word of its URI: styles, numbering, worksheet ...
    std::string target;  // a part's name; empty where it lies outside of the package
};

class Package {
public:
    /// `bytes` must outlive the package.
    Package(std::string_view bytes, const Limits& limits);

    [[nodiscard]] const Refused& refused() const { return refused_; }

    /// word/document.xml, xl/workbook.xml
    [[nodiscard]] const std::string& main_part() const { return main_part_; }
    [[nodiscard]] Vocabulary main_vocabulary() const { return main_vocabulary_; }
    /// The relations of the main part.
    [[nodiscard]] const std::vector<Relation>& relations() const { return relations_; }
    /// The part that the main part relates to as this type; empty where there is none.
    [[nodiscard]] std::string part(std::string_view type) const;

    /// Parses a part of the package; a part that is named but missing has no events.
    [[nodiscard]] Refused parse(std::string_view part, XmlEvents& events);
    /// The bytes of a part that is no XML; none of one that is missing.
    [[nodiscard]] Refused unpack(std::string_view part, std::string& bytes);

private:
    [[nodiscard]] std::vector<Relation> relations_of(std::string_view part);
    void find_main_part();

    Limits limits_;
    Archive archive_;
    Refused refused_;
    std::string main_part_;
    Vocabulary main_vocabulary_{};
    std::vector<Relation> relations_;
};

}  // namespace nianbao::readers
