// The example of README.md, line by line: reads reports from standard input, prints the numbers that are certain.
#include <iostream>
#include <iterator>
#include "compile.hpp"

int main() {
    std::string bytes(std::istreambuf_iterator<char>(std::cin), {});
    const nianbao::Input input = nianbao::read(std::move(bytes));
    for (std::size_t part = 0; part < input.documents.size(); ++part) {
        const nianbao::passes::Compilation report = nianbao::compile(input, part);
        for (const nianbao::passes::Cell& cell : report.cells)
            if (cell.certainty >= nianbao::passes::Certainty::proved)
                std::cout << nianbao::grammar::keys()[cell.key].text << ' ' << to_string(*cell.value) << '\n';
    }
}
